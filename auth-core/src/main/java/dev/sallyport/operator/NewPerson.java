package dev.sallyport.operator;

import dev.sallyport.account.NewTicket;
import dev.sallyport.user.User;
import org.jspecify.annotations.Nullable;

/**
 * A person who was just created, and the ticket with which they set their password: the only time that it is shown. Immutable.
 *
 * @param ticket null where the application has no tickets
 */
public record NewPerson(User user, @Nullable NewTicket ticket) {}
