package dev.sallyport.session;

import dev.sallyport.environment.Environment;
import dev.sallyport.secret.Vault;

/** The services of sessions. Safe for use by many threads. */
public record SessionServices(Sessions sessions, RefreshFamilies families, BrowserCookies cookies) {
    public static SessionServices open(
            SessionSettings settings,
            SessionStore sessionStore,
            RefreshFamilyStore familyStore,
            BrowserCookieStore cookieStore,
            Vault vault,
            Environment environment) {
        Sessions sessions = new Sessions(sessionStore, settings.sessions(), settings.audience(), environment);
        return new SessionServices(
                sessions,
                new RefreshFamilies(familyStore, sessions, vault, settings.refresh(), environment),
                new BrowserCookies(cookieStore, sessions, settings.cookies(), environment));
    }
}
