package dev.sallyport.servlet.wire;

/** Where a refusal happened; some profiles word it differently there. */
public enum RefusalContext {
    /** At a route that exchanges credentials for tokens. */
    LOGIN,
    /** At an OAuth 2.0 endpoint: clients authenticate there by HTTP Basic or in the body, and errors look as RFC 6749 §5.2 says. */
    TOKEN,
    /** At another route of the profile. */
    ENDPOINT,
    /** At a resource of the application. */
    RESOURCE;

    /** Whether credentials come here as what the request is about; what else it carries for one is not looked at. */
    public boolean takesCredentials() {
        return this == LOGIN || this == TOKEN;
    }
}
