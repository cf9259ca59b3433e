package dev.sallyport.account;

import dev.sallyport.secret.SecretDigest;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A ticket as stores keep it: its digest, never its text. Immutable.
 *
 * @param subject owner of the ticket: the id of a user, or for {@link TicketKind#REGISTER} the address in lower case. A subject has one
 *     ticket of each kind in an application
 * @param audience the application that accepts it
 * @param address the e-mail address that it was issued for; null when there is none
 * @param name the name given at registration; null when none was given, and for other kinds
 * @param expiresAt end of its validity, exclusive
 */
public record Ticket(
        SecretDigest digest,
        TicketKind kind,
        String subject,
        String audience,
        @Nullable String address,
        @Nullable String name,
        Instant expiresAt) {}
