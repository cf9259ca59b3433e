package dev.sallyport.servlet.wire;

import dev.sallyport.grant.Logins;
import dev.sallyport.outcome.Outcome;
import dev.sallyport.secret.Secret;

/** The end of what a caller came with, alike in every profile. */
public final class Logout {
    private static final Secret NONE = Secret.of("");

    private Logout() {}

    /** 204 where it counts no more; an API key is none that was logged in. */
    public static Outcome<Reply> of(Call call, Logins logins) {
        // Who came with a cookie has a session, and no other credential is needed.
        return logins.logout(
                        call.caller(),
                        call.credential().orElse(NONE),
                        call.address().text())
                .map(ended -> Reply.empty(204));
    }
}
