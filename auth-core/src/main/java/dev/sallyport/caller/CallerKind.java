package dev.sallyport.caller;

/** What kind of credential a caller came with. */
public enum CallerKind {
    /** A person who logged in. The only kind that may manage credentials. */
    USER,
    /** An API key, or a token that was derived from one. */
    API_KEY,
    /** A client with an id and a secret. */
    CLIENT,
    /** A token that a client made for an end user of its own. */
    EMBED
}
