package dev.sallyport.attacks;

import static dev.sallyport.fixture.Node.done;
import static dev.sallyport.fixture.Node.origin;
import static dev.sallyport.fixture.Node.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.account.MailMessage;
import dev.sallyport.account.RegistrationPolicy;
import dev.sallyport.account.Ticket;
import dev.sallyport.audit.Actor;
import dev.sallyport.audit.AuditEvent;
import dev.sallyport.caller.Caller;
import dev.sallyport.fixture.Authenticator;
import dev.sallyport.fixture.Mailbox;
import dev.sallyport.fixture.Node;
import dev.sallyport.fixture.Together;
import dev.sallyport.fixture.WatchedStores;
import dev.sallyport.grant.Accounts;
import dev.sallyport.grant.AnswerHold;
import dev.sallyport.grant.LoginOrigin;
import dev.sallyport.limit.ClientAddress;
import dev.sallyport.memory.InMemoryStores;
import dev.sallyport.outcome.Outcome;
import dev.sallyport.outcome.Refusal;
import dev.sallyport.secret.Secret;
import dev.sallyport.user.NewSecondFactor;
import dev.sallyport.user.NewUser;
import dev.sallyport.user.User;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Taking an account over by its tickets, learning who has one, and using the mails against somebody. */
class TicketAttacksTest {
    private static final Secret NEW = Secret.of("an entirely new password");
    private static final Actor OPERATOR = new Actor("operator", null);

    private final Mailbox mailbox = new Mailbox();
    private final InMemoryStores database = InMemoryStores.create();
    private final Node node = Node.over(
            WatchedStores.over(database),
            settings -> settings.accounts(
                    accounts -> mailbox.into(accounts).withRegistration(RegistrationPolicy.withRoles("viewer"))));
    private final Accounts accounts = node.auth.accounts().orElseThrow();

    @AfterEach
    void close() {
        node.close();
    }

    private void addAda(Node at) {
        at.auth
                .users()
                .createIfAbsent(NewUser.of("ada")
                        .withId("ada")
                        .withEmail("ada@example.com")
                        .withPassword(Node.PASSWORD));
    }

    private Secret reset() {
        done(accounts.forgot("ada", origin(null)));
        return mailbox.ticket();
    }

    private static void assertDead(Outcome<?> outcome) {
        assertThat(refusal(outcome).cause()).isEqualTo(Refusal.Cause.INVALID_REQUEST);
        assertThat(refusal(outcome).errors())
                .singleElement()
                .satisfies(
                        error -> assertThat(error.field() + " " + error.code()).isEqualTo("ticket invalid"));
    }

    static Stream<Arguments> endings() {
        return Stream.<Consumer<Node>>of(
                        at -> done(at.auth.users().setPassword("ada", Secret.of("some other password"), OPERATOR)),
                        at -> done(at.auth.users().update("ada", user -> user.withEmail("ada@example.org"), OPERATOR)),
                        at -> done(at.auth.users().update("ada", user -> user.withLogin("adele"), OPERATOR)),
                        at -> done(at.auth.users().disable("ada", OPERATOR)),
                        at -> {
                            done(at.auth.users().disable("ada", OPERATOR));
                            done(at.auth.users().enable("ada", OPERATOR));
                        },
                        at -> {
                            done(at.auth.users().update("ada", user -> user.withEmail("ada@example.org"), OPERATOR));
                            done(at.auth.users().update("ada", user -> user.withEmail("ada@example.com"), OPERATOR));
                        })
                .map(Arguments::of);
    }

    @ParameterizedTest
    @MethodSource("endings")
    void ticketsEndWithEachChangeOfHowThePersonGetsIn(Consumer<Node> change) {
        addAda(node);
        Caller ada = node.accepted(node.login("ada").accessToken());
        Secret reset = reset();
        Secret enrolment = done(accounts.enrol("ada", OPERATOR)).ticket();
        done(accounts.requestVerification(ada, origin(null)));
        Secret verification = mailbox.ticket();
        change.accept(node);
        assertDead(accounts.setPassword(reset, NEW, origin(null)));
        assertDead(accounts.setPassword(enrolment, NEW, origin(null)));
        assertDead(accounts.verifyEmail(verification, origin(null)));
    }

    @Test
    void fewerRolesEndNoInvitationAndMoreDo() {
        node.user("bob", "viewer");
        Secret enrolment = done(accounts.enrol("bob", OPERATOR)).ticket();
        done(node.auth.users().setRoles("bob", Set.of(), OPERATOR));
        done(accounts.setPassword(enrolment, NEW, origin(null)));
        Secret next = done(accounts.enrol("bob", OPERATOR)).ticket();
        done(node.auth.users().setRoles("bob", Set.of("viewer"), OPERATOR));
        assertDead(accounts.setPassword(next, NEW, origin(null)));
    }

    @Test
    void newerTicketEndsTheOlder() {
        addAda(node);
        Secret older = reset();
        Secret newer = reset();
        assertDead(accounts.setPassword(older, NEW, origin(null)));
        done(accounts.setPassword(newer, NEW, origin(null)));
    }

    @Test
    void useOfOneTicketEndsTheOthers() {
        addAda(node);
        Secret enrolment = done(accounts.enrol("ada", OPERATOR)).ticket();
        done(accounts.setPassword(reset(), NEW, origin(null)));
        assertDead(accounts.setPassword(enrolment, Secret.of("some other password"), origin(null)));
    }

    @Test
    void ticketsOfOneKindDoNothingElse() {
        addAda(node);
        Caller ada = node.accepted(node.login("ada").accessToken());
        done(accounts.requestVerification(ada, origin(null)));
        Secret verification = mailbox.ticket();
        Secret reset = reset();
        assertDead(accounts.setPassword(verification, NEW, origin(null)));
        assertDead(accounts.verifyEmail(reset, origin(null)));
        assertThat(node.accepts(reset)).as("as a token").isFalse();
        done(accounts.verifyEmail(verification, origin(null)));
        done(accounts.setPassword(reset, NEW, origin(null)));
    }

    @Test
    void ticketOfAnotherApplicationOnTheSameDatabaseIsUnknown() {
        Mailbox elsewhere = new Mailbox();
        try (Node other = Node.over(
                WatchedStores.over(database),
                settings -> settings.tokens(tokens -> tokens.withAudience("https://other.example.com"))
                        .accounts(elsewhere::into))) {
            addAda(node);
            Accounts theirs = other.auth.accounts().orElseThrow();
            done(theirs.forgot("ada", origin(null)));
            Secret ticket = elsewhere.ticket();
            assertDead(accounts.setPassword(ticket, NEW, origin(null)));
            Secret ours = reset();
            assertDead(theirs.setPassword(ours, NEW, origin(null)));
            done(theirs.setPassword(ticket, NEW, origin(null)));
            assertDead(accounts.setPassword(ours, NEW, origin(null)));
        }
    }

    @Test
    void ticketLivesNoLongerThanItSays() {
        addAda(node);
        Secret first = reset();
        node.clock.advance(Duration.ofMinutes(30).minusMillis(1));
        Secret enrolment = done(accounts.enrol("ada", OPERATOR)).ticket();
        assertThat(refusal(accounts.setPassword(first, Secret.of("password"), origin(null)))
                        .errors())
                .as("a password that is refused leaves the ticket")
                .extracting(error -> error.field())
                .containsExactly("password");
        node.clock.advance(Duration.ofMillis(1));
        assertDead(accounts.setPassword(first, NEW, origin(null)));
        node.clock.advance(Duration.ofHours(24).minusMillis(2));
        done(accounts.setPassword(enrolment, NEW, origin(null)));
    }

    @Test
    void oneOfManyAtOnceUsesATicket() throws Exception {
        addAda(node);
        Secret ticket = reset();
        List<Boolean> used =
                Together.run(8, () -> accounts.setPassword(ticket, NEW, origin(null)) instanceof Outcome.Done);
        assertThat(used).containsOnlyOnce(true);
        assertThat(node.audit.types()).containsOnlyOnce(AuditEvent.Type.PASSWORD_CHANGED);
    }

    @Test
    void changeBetweenTheLookAndTheUseWins() {
        addAda(node);
        Secret ticket = reset();
        node.stores.afterNext("tickets.find", () -> done(node.auth.users().disable("ada", OPERATOR)));
        assertDead(accounts.setPassword(ticket, NEW, origin(null)));
        done(node.auth.users().enable("ada", OPERATOR));
        done(node.tryLogin("ada", Node.PASSWORD));
    }

    @Test
    void dumpOfTheDatabaseHasNoTicket() {
        addAda(node);
        Secret ticket = reset();
        Ticket row = database.tickets().find(ticket.digest()).orElseThrow();
        assertThat(row.toString()).doesNotContain(ticket.reveal());
        assertDead(accounts.setPassword(Secret.of(row.digest().hex()), NEW, origin(null)));
        assertDead(accounts.setPassword(Secret.of(row.digest().hex().substring(0, 27)), NEW, origin(null)));
        assertThat(mailboxText(ticket)).doesNotContain(ticket.reveal());
    }

    private String mailboxText(Secret ticket) {
        return node.audit.events().toString() + ticket;
    }

    @Test
    void ticketRemovesNoSecondFactorAndOpensNothing() {
        addAda(node);
        Caller ada = node.accepted(node.login("ada").accessToken());
        NewSecondFactor factor = done(node.auth.self().secondFactor().enrol(ada, Node.PASSWORD, origin(null)));
        done(node.auth
                .self()
                .secondFactor()
                .confirm(ada, Secret.of(new Authenticator(factor.seed()).codeAt(node.clock.instant())), origin(null)));
        done(accounts.setPassword(reset(), NEW, origin(null)));
        assertThat(node.auth.sessions().list("ada")).isEmpty();
        assertThat(refusal(node.tryLogin("ada", NEW)).cause()).isEqualTo(Refusal.Cause.MFA_REQUIRED);
    }

    @Test
    void mailsToOneAccountAreFewAndTheAnswersNeverChange() {
        Mailbox few = new Mailbox();
        try (Node strict = Node.create(settings -> settings.accounts(policy ->
                few.into(policy).withPerAccount("3/hour").withRegistration(RegistrationPolicy.withRoles("viewer"))))) {
            addAda(strict);
            strict.auth.users().createIfAbsent(NewUser.of("bob").withEmail("bob@example.com"));
            Accounts open = strict.auth.accounts().orElseThrow();
            for (int i = 0; i < 20; i++) {
                assertThat(done(open.forgot("ada", from("2001:db8:" + i + "::1"))))
                        .isTrue();
                assertThat(done(open.forgot("nobody" + i, from("2001:db8:" + i + "::1"))))
                        .isTrue();
                assertThat(done(open.register("vic+" + i + "@example.com", null, from("192.0.2." + i))))
                        .isTrue();
            }
            done(open.forgot("bob", origin(null)));
            List<String> sent = new ArrayList<>();
            for (MailMessage mail = few.next(); !mail.address().equals("bob@example.com"); mail = few.next()) {
                sent.add(mail.kind() + " " + mail.address());
            }
            assertThat(sent)
                    .containsExactlyInAnyOrder(
                            "RESET ada@example.com",
                            "RESET ada@example.com",
                            "RESET ada@example.com",
                            "REGISTER vic+0@example.com",
                            "REGISTER vic+1@example.com",
                            "REGISTER vic+2@example.com");
        }
    }

    private static LoginOrigin from(String address) {
        return new LoginOrigin(address, null, null);
    }

    @Test
    void oneAddressAsksForFewMailsWhoeverTheyAreFor() {
        try (Node strict = Node.create(
                settings -> settings.accounts(policy -> mailbox.into(policy).withPerAddress("5/hour")))) {
            addAda(strict);
            Accounts open = strict.auth.accounts().orElseThrow();
            for (int i = 0; i < 5; i++) {
                done(open.forgot(i % 2 == 0 ? "ada" : "nobody", from("2001:db8::" + i)));
            }
            Refusal known = refusal(open.forgot("ada", from("2001:db8::77")));
            Refusal unknown = refusal(open.forgot("nobody", from("2001:db8::78")));
            assertThat(known.cause()).isEqualTo(Refusal.Cause.RATE_LIMITED);
            assertThat(unknown).isEqualTo(known);
        }
    }

    @Test
    void ticketsAreNotGuessedByTheThousand() {
        try (Node strict = Node.create(
                settings -> settings.accounts(policy -> mailbox.into(policy).withPerAddress("5/hour")))) {
            Accounts open = strict.auth.accounts().orElseThrow();
            for (int i = 0; i < 5; i++) {
                assertDead(open.setPassword(Secret.of("A".repeat(26) + i), NEW, origin(null)));
            }
            assertThat(refusal(open.setPassword(Secret.of("A".repeat(27)), NEW, origin(null)))
                            .cause())
                    .isEqualTo(Refusal.Cause.RATE_LIMITED);
        }
    }

    @Test
    void registrationsAreBoundedAllTogether() {
        try (Node strict = Node.create(settings -> settings.accounts(policy -> mailbox.into(policy)
                .withRegistration(RegistrationPolicy.withRoles().withOverall("4/hour"))))) {
            Accounts open = strict.auth.accounts().orElseThrow();
            for (int i = 0; i < 4; i++) {
                done(open.register("u" + i + "@example.com", null, from("192.0.2." + i)));
            }
            assertThat(refusal(open.register("u9@example.com", null, from("192.0.2.9")))
                            .cause())
                    .isEqualTo(Refusal.Cause.RATE_LIMITED);
        }
    }

    @Test
    void nobodyRegistersForSomebodyElseOrInDisguise() {
        addAda(node);
        done(accounts.register("ADA@Example.com", "Ada", origin(null)));
        assertThat(mailbox.next())
                .returns(MailMessage.Kind.ACCOUNT_EXISTS, MailMessage::kind)
                .returns(null, MailMessage::link);
        for (String disguise : List.of(
                "\u0430da@example.com",
                "ada@ex\u0430mple.com",
                "ada@example.com\n",
                "\"ada\"@example.com",
                "ada@localhost",
                "ada@example.com,eve@example.com",
                "ada@[127.0.0.1]",
                "a".repeat(65) + "@example.com")) {
            assertThat(refusal(accounts.register(disguise, null, origin(null))).errors())
                    .as(disguise)
                    .singleElement()
                    .satisfies(error -> assertThat(error.field()).isEqualTo("email"));
        }
        // Whoever registers first has no power over who reads the mails: the newer ticket ends the older.
        done(accounts.register("vic@example.com", "Mallory", origin(null)));
        Secret older = mailbox.ticket();
        done(accounts.register("VIC@example.com", null, origin(null)));
        Secret newer = mailbox.ticket();
        assertDead(accounts.setPassword(older, NEW, origin(null)));
        User vic = done(accounts.setPassword(newer, NEW, origin(null)));
        assertThat(vic.name()).isNull();
        assertThat(vic.roles()).containsExactly("viewer");
    }

    @Test
    void addressThatWasTakenMeanwhileIsNotTakenAgain() {
        done(accounts.register("vic@example.com", null, origin(null)));
        Secret ticket = mailbox.ticket();
        User present = done(node.auth
                .users()
                .create(NewUser.of("vic").withEmail("Vic@example.com").withPassword(Node.PASSWORD), OPERATOR));
        assertThat(refusal(accounts.setPassword(ticket, NEW, origin(null))).errors())
                .extracting(error -> error.field() + " " + error.code())
                .containsExactly("ticket taken");
        assertThat(node.auth
                        .users()
                        .findByLogin("vic@example.com")
                        .orElseThrow()
                        .id())
                .isEqualTo(present.id());
        done(node.tryLogin("vic", Node.PASSWORD));
    }

    @Test
    void everyAnswerToAStrangerWaitsForTheGrid() {
        try (Node timed =
                Node.create(settings -> settings.logins(logins -> logins.withResponseTimeGrid(Duration.ofMillis(250)))
                        .accounts(mailbox::into))) {
            addAda(timed);
            Accounts open = timed.auth.accounts().orElseThrow();
            List<Long> held = new ArrayList<>();
            AnswerHold hold = held::add;
            LoginOrigin stranger = new LoginOrigin(ClientAddress.of("192.0.2.1"), null, null, hold);
            done(open.forgot("ada", stranger));
            done(open.forgot("nobody", stranger));
            assertDead(open.setPassword(Secret.of("A".repeat(27)), NEW, stranger));
            assertDead(open.verifyEmail(Secret.of("A".repeat(27)), stranger));
            assertThat(held).hasSize(4);
        }
    }

    @Test
    void requestThatAStrangerSendsReadsNoAccountBeforeItsAnswer() {
        addAda(node);
        String thread = Thread.currentThread().getName();
        List<String> readers = Collections.synchronizedList(new ArrayList<>());
        node.stores.afterNext(
                "users.findByLogin", () -> readers.add(Thread.currentThread().getName()));
        done(accounts.forgot("ada", origin(null)));
        mailbox.next();
        assertThat(readers).hasSize(1).doesNotContain(thread);
        assertThat(Objects.requireNonNull(readers.get(0))).isEqualTo("sallyport-accounts");
    }
}
