package dev.sallyport.grant;

import dev.sallyport.outcome.Refusal;
import dev.sallyport.secret.Secret;
import dev.sallyport.user.LoginSubject;
import dev.sallyport.user.User;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A person has shown who they are. Immutable; only {@link PasswordProofs} makes one.
 *
 * @param amr how they showed it (RFC 8176)
 * @param lacksSecondFactor whether a code is still to come; nothing but that step may be opened until then
 * @param subject whose password was right a moment ago; null at a second step, which has none
 * @param newDevice what their client is to keep as a known device; null when it is one already
 */
record PasswordProof(
        @Nullable LoginSubject subject,
        User user,
        List<String> amr,
        boolean lacksSecondFactor,
        @Nullable Secret newDevice) {
    PasswordProof {
        amr = List.copyOf(amr);
    }

    /** The answer to a right password where a code is needed too. */
    static Refusal lacksCode() {
        return Refusal.of(Refusal.Cause.MFA_REQUIRED, "This account needs the code of its second factor too.");
    }
}
