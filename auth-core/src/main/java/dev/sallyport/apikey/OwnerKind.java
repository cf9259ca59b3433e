package dev.sallyport.apikey;

/** What owns an API key. */
public enum OwnerKind {
    /** A person, or whatever else logs in. */
    USER,
    /** A service account. */
    SERVICE,
    /** A tenant as a whole. */
    TENANT
}
