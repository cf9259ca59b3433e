package dev.sallyport.grant;

import dev.sallyport.apikey.OwnApiKeys;
import dev.sallyport.session.OwnSessions;

/** What callers may do with what is their own: each act asks whether this caller may. Safe for use by many threads. */
public record OwnServices(
        OwnApiKeys apiKeys, OwnSessions sessions, OwnPassword password, OwnSecondFactor secondFactor) {}
