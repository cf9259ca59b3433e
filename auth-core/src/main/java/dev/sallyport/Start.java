package dev.sallyport;

/** The ways in which an instance begins. */
enum Start {
    /** Makes the first signing key where there is none, and works in the background. */
    USUAL,
    /** The same, but drops every signing key and makes a new one. */
    REPLACE_SIGNING_KEYS,
    /** Makes nothing, and does nothing in the background. */
    TOOL
}
