// The page to try the API on: Swagger UI over the document that the API gives of itself.

const place = document.getElementById("api");
globalThis.SwaggerUIBundle({
  url: place.dataset.url,
  domNode: place,
  deepLinking: true,
  validatorUrl: null,  // nothing goes to another host
});
