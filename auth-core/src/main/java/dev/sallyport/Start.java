package dev.sallyport;

/** Ways to start an instance. */
enum Start {
    /** Creates the first signing key if there is none, and runs background work. */
    USUAL,
    /** Like {@link #USUAL}, but replaces every signing key with a new one. */
    REPLACE_SIGNING_KEYS,
    /** Creates nothing, and runs no background work. */
    TOOL
}
