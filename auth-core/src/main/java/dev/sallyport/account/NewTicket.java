package dev.sallyport.account;

import dev.sallyport.secret.Secret;
import java.time.Instant;

/**
 * A new ticket, shown once. Immutable.
 *
 * @param url of the application's page, with the ticket in the fragment, which browsers send to no server
 * @param mailed whether a mail with the link is on its way to the user
 */
public record NewTicket(Secret ticket, Secret url, Instant expiresAt, boolean mailed) {
    /** The same ticket, marked as mailed. */
    public NewTicket asMailed() {
        return new NewTicket(ticket, url, expiresAt, true);
    }
}
