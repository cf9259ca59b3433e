package dev.sallyport.servlet.describe;

/** Access to a document about the endpoints. */
public enum Access {
    /** Whoever has a valid credential. */
    CALLERS,
    /** Anybody. */
    EVERYONE,
    /** Nobody: there is no such document. */
    NOBODY
}
