package dev.sallyport.session;

/**
 * The settings of sessions and of what keeps them alive. Immutable.
 *
 * @param audience the application that the sessions are for; several on the same stores each have their own
 */
public record SessionSettings(SessionPolicy sessions, RefreshPolicy refresh, CookiePolicy cookies, String audience) {}
