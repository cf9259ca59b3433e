package dev.sallyport.limit;

/** Whose requests are counted together. */
public enum LimitBy {
    /** All requests of one owner, whatever credential they come with. */
    CALLER,
    /** All requests with one credential: a key or a session. */
    CREDENTIAL,
    /** All requests of one tenant; callers without a tenant count one by one. */
    TENANT,
    /** All requests from one client address; IPv6 addresses count by /64. */
    ADDRESS
}
