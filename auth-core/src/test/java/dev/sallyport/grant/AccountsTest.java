package dev.sallyport.grant;

import static dev.sallyport.fixture.Node.done;
import static dev.sallyport.fixture.Node.origin;
import static dev.sallyport.fixture.Node.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.account.MailMessage;
import dev.sallyport.account.NewTicket;
import dev.sallyport.account.RegistrationPolicy;
import dev.sallyport.audit.Actor;
import dev.sallyport.audit.AuditEvent;
import dev.sallyport.caller.Caller;
import dev.sallyport.fixture.Mailbox;
import dev.sallyport.fixture.Node;
import dev.sallyport.outcome.Outcome;
import dev.sallyport.outcome.Refusal;
import dev.sallyport.secret.Secret;
import dev.sallyport.user.NewUser;
import dev.sallyport.user.User;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AccountsTest {
    private static final Secret NEW = Secret.of("an entirely new password");
    private static final Actor OPERATOR = new Actor("operator", "192.0.2.9");

    private final Mailbox mailbox = new Mailbox();
    private final Node node = Node.create(settings -> settings.accounts(accounts -> mailbox.into(accounts)
            .withRegistration(RegistrationPolicy.withRoles("viewer").withDomains("example.com"))));
    private final Accounts accounts = node.auth.accounts().orElseThrow();

    @AfterEach
    void close() {
        node.close();
    }

    private User ada() {
        return node.auth
                .users()
                .createIfAbsent(NewUser.of("ada")
                        .withId("ada")
                        .withEmail("ada@example.com")
                        .withName("Ada")
                        .withPassword(Node.PASSWORD));
    }

    private Secret resetTicket(String login) {
        done(accounts.forgot(login, origin(null)));
        return mailbox.ticket();
    }

    @Test
    void operatorsTicketSetsTheFirstPasswordOnceAndNamesItsOperator() {
        User vic = done(node.auth.users().create(NewUser.of("vic").withEmail("vic@example.com"), OPERATOR));
        NewTicket ticket = done(accounts.enrol(vic.id(), OPERATOR));
        assertThat(ticket.url().reveal())
                .isEqualTo(Mailbox.PAGE + "#enrol=" + ticket.ticket().reveal());
        assertThat(ticket.expiresAt()).isEqualTo(node.clock.instant().plus(Duration.ofHours(24)));
        assertThat(ticket.mailed()).isFalse();
        assertThat(ticket.ticket().reveal()).hasSize(27);
        assertThat(node.audit.events())
                .filteredOn(event -> event.type() == AuditEvent.Type.TICKET_ISSUED)
                .singleElement()
                .returns("operator", AuditEvent::actor)
                .returns(vic.id(), AuditEvent::owner)
                .returns(Map.of("kind", "enrol"), AuditEvent::details);
        done(accounts.setPassword(ticket.ticket(), NEW, origin(null)));
        done(node.tryLogin("vic", NEW));
        assertThat(refusal(accounts.setPassword(ticket.ticket(), NEW, origin(null)))
                        .errors())
                .singleElement()
                .satisfies(error -> assertThat(error.field()).isEqualTo("ticket"));
        assertThat(accounts.isEmailVerified(vic)).as("it came by the operator").isFalse();
    }

    @Test
    void operatorsTicketIsMailedWhereThatIsWantedAndThereIsAnAddress() {
        assertThat(done(accounts.enrolByMail(ada().id(), OPERATOR)).mailed()).isTrue();
        MailMessage mail = mailbox.next();
        assertThat(mail)
                .returns(MailMessage.Kind.ENROL, MailMessage::kind)
                .returns("ada@example.com", MailMessage::address)
                .returns("Ada", MailMessage::name)
                .returns("api.example.com", MailMessage::application)
                .returns(Locale.ENGLISH, MailMessage::locale);
        assertThat(mail.toString()).isEqualTo("MailMessage[ENROL]");
        node.user("bob");
        assertThat(done(accounts.enrolByMail("bob", OPERATOR)).mailed()).isFalse();
        assertThat(mailbox.isEmpty()).isTrue();
    }

    @Test
    void thereIsNoTicketForNobodyAndForWhoIsDisabled() {
        assertThat(refusal(accounts.enrol("nobody", OPERATOR)).cause()).isEqualTo(Refusal.Cause.NOT_FOUND);
        done(node.auth.users().disable(ada().id(), OPERATOR));
        assertThat(refusal(accounts.enrol("ada", OPERATOR)).detail())
                .isEqualTo("This user is disabled: enable them first.");
    }

    @Test
    void forgottenPasswordIsReplacedAndWhatWasOpenedWithItEnds() {
        ada();
        Secret token = node.login("ada").accessToken();
        Secret refresh = Objects.requireNonNull(node.login("ada").refreshToken());
        Secret key = node.key("ada").secret();
        Secret ofKey = node.keyLogin(key, "a").accessToken();
        done(accounts.setPassword(resetTicket("ADA@example.com"), NEW, origin(null)));
        assertThat(node.accepts(token)).isFalse();
        assertThat(node.auth.logins().refresh(refresh, origin(null))).isInstanceOf(Outcome.Refused.class);
        assertThat(node.accepts(key)).isTrue();
        assertThat(node.accepts(ofKey)).as("as the key does").isTrue();
        assertThat(refusal(node.tryLogin("ada", Node.PASSWORD)).cause()).isEqualTo(Refusal.Cause.INVALID_CREDENTIALS);
        done(node.tryLogin("ada", NEW));
        assertThat(accounts.isEmailVerified(ada()))
                .as("the ticket came by mail")
                .isTrue();
    }

    @Test
    void keysEndWithTheOldPasswordWhereThePersonWantsIt() {
        ada();
        Secret key = node.key("ada").secret();
        done(accounts.setPassword(resetTicket("ada"), NEW, true, origin(null)));
        assertThat(node.accepts(key)).isFalse();
    }

    @Test
    void verifiedAddressIsForgottenWithTheAddress() {
        ada();
        Caller caller = node.accepted(node.login("ada").accessToken());
        done(accounts.requestVerification(caller, origin(null)));
        Secret ticket = mailbox.ticket();
        assertThat(accounts.isEmailVerified(ada())).isFalse();
        done(accounts.verifyEmail(ticket, origin(null)));
        assertThat(accounts.isEmailVerified(ada())).isTrue();
        assertThat(node.audit.types()).contains(AuditEvent.Type.EMAIL_VERIFIED);
        User moved = done(node.auth.users().update("ada", user -> user.withEmail("ada@example.org"), OPERATOR));
        assertThat(accounts.isEmailVerified(moved)).isFalse();
    }

    @Test
    void keyAsksForNoMail() {
        ada();
        Caller key = node.accepted(node.key("ada").secret());
        assertThat(refusal(accounts.requestVerification(key, origin(null))).cause())
                .isEqualTo(Refusal.Cause.FORBIDDEN);
        node.user("bob");
        assertThat(mailbox.isEmpty()).isTrue();
    }

    @Test
    void registrationMakesTheAccountWhenTheTicketComes() {
        done(accounts.register("Vic@Example.com", "Vic", origin(null)));
        MailMessage mail = mailbox.next();
        assertThat(mail)
                .returns(MailMessage.Kind.REGISTER, MailMessage::kind)
                .returns("Vic@Example.com", MailMessage::address)
                .as("no word of a stranger goes out")
                .returns(null, MailMessage::name);
        assertThat(node.auth.users().findByLogin("vic@example.com")).isEmpty();
        User vic = done(accounts.setPassword(Mailbox.ticketIn(mail), NEW, origin(null)));
        assertThat(vic)
                .returns("Vic@Example.com", User::login)
                .returns("Vic@Example.com", User::email)
                .returns("Vic", User::name)
                .returns(Set.of("viewer"), User::roles)
                .returns(null, User::tenant)
                .returns(true, User::enabled);
        assertThat(accounts.isEmailVerified(vic)).isTrue();
        done(node.tryLogin("vic@example.com", NEW));
        assertThat(refusal(accounts.setPassword(Mailbox.ticketIn(mail), NEW, origin(null)))
                        .errors())
                .hasSize(1);
    }

    @Test
    void nothingIsMailedWithoutMailerAndOperatorsTicketsWorkAllTheSame() {
        try (Node silent = Node.create(settings -> settings.accounts(policy -> policy.withPage(Mailbox.PAGE)))) {
            Accounts open = silent.auth.accounts().orElseThrow();
            silent.user("bob");
            assertThat(open.hasMailer()).isFalse();
            assertThat(refusal(open.forgot("bob", origin(null))).cause()).isEqualTo(Refusal.Cause.NOT_FOUND);
            assertThat(refusal(open.register("bob@example.com", null, origin(null)))
                            .cause())
                    .isEqualTo(Refusal.Cause.NOT_FOUND);
            NewTicket ticket = done(open.enrolByMail("bob", OPERATOR));
            assertThat(ticket.mailed()).isFalse();
            done(open.setPassword(ticket.ticket(), NEW, origin(null)));
        }
    }

    @Test
    void accountsAreOffByDefault() {
        try (Node plain = Node.create()) {
            assertThat(plain.auth.accounts()).isEmpty();
        }
    }

    @Test
    void languageIsTheUsers() {
        done(node.auth
                .users()
                .create(
                        NewUser.of("uwe").withEmail("uwe@example.com").withAttributes(Map.of("locale", "de-AT")),
                        OPERATOR));
        done(accounts.forgot("uwe", origin(null)));
        assertThat(mailbox.next().locale().getLanguage()).isEqualTo("de");
    }

    @Test
    void mailThatIsNotSentIsRecordedWithoutItsTicket() {
        ada();
        mailbox.fail();
        done(accounts.forgot("ada", origin(null)));
        node.audit.await(AuditEvent.Type.MAIL_FAILED);
        assertThat(node.audit.last())
                .returns("ada", AuditEvent::owner)
                .returns(Map.of("kind", "reset", "why", "not_sent"), AuditEvent::details);
    }
}
