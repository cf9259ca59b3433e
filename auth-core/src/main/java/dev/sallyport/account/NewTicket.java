package dev.sallyport.account;

import dev.sallyport.secret.Secret;
import java.time.Instant;

/**
 * A ticket as it is shown, once. Immutable.
 *
 * @param url of the application's page, with the ticket behind the {@code #}, which browsers send to no server
 * @param mailed whether a mail with the link is on its way to the user
 */
public record NewTicket(Secret ticket, Secret url, Instant expiresAt, boolean mailed) {
    /** The same, on its way by mail. */
    public NewTicket asMailed() {
        return new NewTicket(ticket, url, expiresAt, true);
    }
}
