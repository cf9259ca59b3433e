package dev.sallyport.servlet.shape;

/** Version of OpenAPI, which decides how a JSON Schema is written. */
public enum OpenApiVersion {
    /** OpenAPI 3.0: a subset of an old draft, with {@code nullable} and {@code example}. */
    OAS_3_0,
    /** OpenAPI 3.1: JSON Schema 2020-12. */
    OAS_3_1
}
