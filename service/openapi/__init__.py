"""What the API takes and answers, said in OpenAPI beside the code that does it.

``asked`` is what a request brings, ``answered`` what comes back, ``document`` the two
as one document. Values arrive as texts, whatever their schema says, and are read and
refused in one place (``service/parameters.py``), in the words of this house.
"""
