package dev.sallyport.grant;

import dev.sallyport.account.AccountPolicy;
import dev.sallyport.leak.LeakPolicy;
import dev.sallyport.user.AttemptPolicy;
import org.jspecify.annotations.Nullable;

/**
 * The settings of logins and of what ends them. Immutable.
 *
 * @param clientAttempts whose budget for an address is how many wrong secrets of one client one address may send
 * @param leaks null where no reports of leaked credentials are taken
 * @param fit what of a user's or client's rights fits a token
 * @param accounts null when {@code accounts(…)} is off
 * @param displayName display name of the application
 */
public record GrantSettings(
        LoginPolicy logins,
        AttemptPolicy clientAttempts,
        @Nullable LeakPolicy leaks,
        TokenFit fit,
        @Nullable AccountPolicy accounts,
        String displayName) {}
