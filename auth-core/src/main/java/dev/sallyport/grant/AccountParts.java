package dev.sallyport.grant;

import dev.sallyport.account.AccountPolicy;
import dev.sallyport.account.RegistrationPolicy;
import dev.sallyport.account.Tickets;
import dev.sallyport.authenticate.AuthenticationServices;
import dev.sallyport.authenticate.Features;
import dev.sallyport.environment.Environment;
import dev.sallyport.user.Users;
import org.jspecify.annotations.Nullable;

/** Parts of {@link Accounts}. */
record AccountParts(
        UserTickets userTickets,
        AccountRequests requests,
        TicketUses uses,
        PasswordTickets passwords,
        AccountMails mails) {

    /** @return null when {@code accounts(…)} is off */
    static @Nullable Accounts open(
            GrantSettings settings,
            Features features,
            AuthenticationServices.Backends backends,
            StepUp person,
            Environment environment) {
        AccountPolicy policy = settings.accounts();
        Users users = features.users().users();
        if (policy == null || users == null) {
            return null;
        }
        ResponseTimeGrid grid = new ResponseTimeGrid(settings.logins().responseTimeGrid());
        AccountLimits limits = new AccountLimits(backends.limiter(), policy);
        Tickets tickets = new Tickets(
                backends.stores().tickets(), features.tokens().policy().audience(), policy, environment);
        AccountMails mails = new AccountMails(policy, settings.displayName(), environment);
        UserTickets userTickets = new UserTickets(users, tickets, environment.transactions(), mails);
        TicketUses uses = new TicketUses(tickets, limits, grid, environment);
        PasswordTickets passwords = new PasswordTickets(
                users,
                features.sessions().sessions(),
                features.apiKeys().keys(),
                backends.stores().verifiedEmails(),
                uses,
                environment);
        AccountRequests requests = new AccountRequests(users, userTickets, limits, person, grid);
        RegistrationPolicy registration = policy.registration();
        Registrations registrations = registration == null
                ? null
                : new Registrations(
                        registration,
                        new Registrations.Parts(
                                users, tickets, environment.transactions(), mails, limits, requests, uses, passwords));
        return new Accounts(policy, new AccountParts(userTickets, requests, uses, passwords, mails), registrations);
    }
}
