package dev.sallyport.account;

import dev.sallyport.limit.RateLimit;
import dev.sallyport.secret.Secret;
import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Policy of setting up accounts and opening them again. Immutable.
 *
 * @param page the application's page that takes tickets, such as {@code https://app.example.com/account}: links lead there, with the
 *     ticket behind the {@code #} as {@code reset=…}. Null until it is set
 * @param mailer null where no mails are sent: then tickets are handed over by operators only
 * @param registration null where nobody registers by themselves
 * @param lifetimes of tickets
 * @param perAddress how often one client address may ask for mails, and how often it may come with tickets
 * @param perAccount how many mails of each kind one account, or one e-mail address, is sent
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
     * Lifetimes of tickets, each a minute to 7 days.
     *
     * @param reset of those for a forgotten password
     * @param others of all others
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

    /** @throws IllegalArgumentException when the page is no URL that a link can lead to */
    public AccountPolicy {
        if (page != null) {
            TicketPage.check(page);
        }
    }

    /**
     * No page yet, no mailer, no registration; 30 minutes for a forgotten password and 24 hours for all else; 10 requests a minute and
     * 60 an hour of one client address; 3 mails an hour and 10 a day to one account; English.
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
