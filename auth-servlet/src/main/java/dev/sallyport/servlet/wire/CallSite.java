package dev.sallyport.servlet.wire;

/** Where a refusal happened; some dialects word it differently there. */
public enum CallSite {
    /** At a route that exchanges credentials for tokens. */
    LOGIN,
    /** At another route of the profile. */
    ENDPOINT,
    /** At a resource of the application. */
    RESOURCE
}
