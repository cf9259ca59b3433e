package dev.sallyport.session;

import dev.sallyport.environment.Environment;
import dev.sallyport.secret.Vault;

/**
 * The services of sessions. Safe for use by many threads.
 *
 * @param cookies for the application's resources
 * @param console cookies for the page where people manage their keys
 */
public record SessionServices(
        Sessions sessions, RefreshFamilies families, BrowserCookies cookies, BrowserCookies console) {
    /**
     * The settings of sessions and of what keeps them alive. Immutable.
     *
     * @param audience the application that the sessions are for; several on the same stores each have their own
     */
    public record Settings(
            SessionPolicy sessions, RefreshPolicy refresh, BrowserCookiePolicy cookies, String audience) {}

    public static SessionServices open(
            Settings settings,
            SessionStore sessionStore,
            RefreshFamilyStore familyStore,
            BrowserCookieStore cookieStore,
            Vault vault,
            Environment environment) {
        Sessions sessions = new Sessions(sessionStore, settings.sessions(), settings.audience(), environment);
        return new SessionServices(
                sessions,
                new RefreshFamilies(familyStore, sessions, vault, settings.refresh(), environment),
                new BrowserCookies(BrowserCookies.Kind.LOGIN, cookieStore, sessions, settings.cookies(), environment),
                new BrowserCookies(
                        BrowserCookies.Kind.CONSOLE,
                        cookieStore,
                        sessions,
                        BrowserCookiePolicy.console(),
                        environment));
    }
}
