package dev.sallyport.caller;

/** What kind of credential a caller came with. */
public enum CallerKind {
    /** A person who logged in. The only kind that may manage credentials. */
    USER,
    /** An API key of a person, or a token that was derived from one. */
    API_KEY,
    /** An API key of a service account or of a tenant, or a token that was derived from one: no person stands behind it. */
    SERVICE,
    /** A client with an id and a secret. */
    CLIENT,
    /** A token that a client made for an end user of its own. */
    EMBED;

    /** Tells whether it is an API key, or a token that was derived from one. */
    public boolean isKey() {
        return this == API_KEY || this == SERVICE;
    }
}
