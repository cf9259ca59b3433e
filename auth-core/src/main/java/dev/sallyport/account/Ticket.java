package dev.sallyport.account;

import dev.sallyport.secret.SecretDigest;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A ticket as stores keep it: its digest, never itself. Immutable.
 *
 * @param subject whose it is: the id of a user, or for {@link TicketKind#REGISTER} the address in lower case. A subject has one ticket
 *     of each kind in an application
 * @param audience the application that takes it
 * @param address the e-mail address that it was made for; null where it was made for none
 * @param name what somebody who registers is called; null where they did not say, and in other kinds
 * @param expiresAt from when on it does nothing
 */
public record Ticket(
        SecretDigest digest,
        TicketKind kind,
        String subject,
        String audience,
        @Nullable String address,
        @Nullable String name,
        Instant expiresAt) {}
