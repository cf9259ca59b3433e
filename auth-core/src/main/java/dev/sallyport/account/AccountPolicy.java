package dev.sallyport.account;

import dev.sallyport.limit.RateLimit;
import dev.sallyport.secret.Secret;
import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Policy of setting up and recovering accounts. Immutable.
 *
 * @param page the application's page that takes tickets, such as {@code https://app.example.com/account}: links lead there, with the
 *     ticket in the fragment as {@code #reset=…}; null until it is set
 * @param mailer null to send no mails: then only operators hand out tickets
 * @param registration null for no self-registration
 * @param lifetimes of tickets
 * @param perAddress how often one client address may request mails, and how often it may present tickets
 * @param perAccount how many mails of each kind go to one account or one e-mail address
 * @param locale of mails to users without an attribute {@code locale}
 */
public record AccountPolicy(
        @Nullable String page,
        @Nullable Mailer mailer,
        @Nullable RegistrationPolicy registration,
        Lifetimes lifetimes,
        RateLimit perAddress,
        RateLimit perAccount,
        Locale locale) {

    /**
     * Lifetimes of tickets, each 1 minute to 7 days.
     *
     * @param reset of tickets for a forgotten password
     * @param others of all other tickets
     */
    public record Lifetimes(Duration reset, Duration others) {
        private static final Duration SHORTEST = Duration.ofMinutes(1);
        private static final Duration LONGEST = Duration.ofDays(7);

        /** @throws IllegalArgumentException when one is out of its range */
        public Lifetimes {
            check("a ticket for a forgotten password", reset);
            check("tickets", others);
        }

        private static void check(String what, Duration value) {
            if (value.compareTo(SHORTEST) < 0 || value.compareTo(LONGEST) > 0) {
                throw new IllegalArgumentException(
                        "The lifetime of " + what + " is " + SHORTEST + " to " + LONGEST + ", not " + value);
            }
        }
    }

    /** @throws IllegalArgumentException when links cannot use the page */
    public AccountPolicy {
        if (page != null) {
            TicketPage.check(page);
        }
    }

    /**
     * Defaults: no page, no mailer, no registration; 30 minutes for a forgotten password and 24 hours for all else; 10 requests a minute and
     * 60 an hour for one client address; 3 mails an hour and 10 a day to one account; English.
     */
    public static AccountPolicy defaults() {
        String none = null;
        Mailer nobody = null;
        RegistrationPolicy closed = null;
        return new AccountPolicy(
                none,
                nobody,
                closed,
                new Lifetimes(Duration.ofMinutes(30), Duration.ofHours(24)),
                RateLimit.parse("10/minute, 60/hour"),
                RateLimit.parse("3/hour, 10/day"),
                Locale.ENGLISH);
    }

    public AccountPolicy withPage(String value) {
        return new AccountPolicy(value, mailer, registration, lifetimes, perAddress, perAccount, locale);
    }

    public AccountPolicy withMailer(Mailer value) {
        return new AccountPolicy(page, value, registration, lifetimes, perAddress, perAccount, locale);
    }

    public AccountPolicy withRegistration(RegistrationPolicy value) {
        return new AccountPolicy(page, mailer, value, lifetimes, perAddress, perAccount, locale);
    }

    public AccountPolicy withLifetimes(Duration reset, Duration others) {
        return new AccountPolicy(
                page, mailer, registration, new Lifetimes(reset, others), perAddress, perAccount, locale);
    }

    public AccountPolicy withPerAddress(String limit) {
        return new AccountPolicy(page, mailer, registration, lifetimes, RateLimit.parse(limit), perAccount, locale);
    }

    public AccountPolicy withPerAccount(String limit) {
        return new AccountPolicy(page, mailer, registration, lifetimes, perAddress, RateLimit.parse(limit), locale);
    }

    public AccountPolicy withLocale(Locale value) {
        return new AccountPolicy(page, mailer, registration, lifetimes, perAddress, perAccount, value);
    }

    Duration lifetimeOf(TicketKind kind) {
        return kind == TicketKind.RESET ? lifetimes.reset() : lifetimes.others();
    }

    Secret linkOf(TicketKind kind, Secret ticket) {
        if (page == null) {
            throw new IllegalStateException("accounts(…) has no page");
        }
        return TicketPage.link(page, kind, ticket);
    }
}
