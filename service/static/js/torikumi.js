// Pages work without script; this only makes them quicker and kinder to the keyboard.
import { guardComposition, focusOnSlash } from "./box.js";
import { offerCopying } from "./copying.js";
import { keepPlace } from "./results.js";

guardComposition();
focusOnSlash();
offerCopying();
keepPlace();
