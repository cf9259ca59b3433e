package dev.sallyport.user;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sallyport.audit.Actor;
import dev.sallyport.audit.AuditEvent;
import dev.sallyport.audit.AuditSink;
import dev.sallyport.change.Change;
import dev.sallyport.change.ChangeLog;
import dev.sallyport.change.StoreException;
import dev.sallyport.environment.Environment;
import dev.sallyport.memory.InMemoryStores;
import dev.sallyport.outcome.Outcome;
import dev.sallyport.outcome.Refusal;
import dev.sallyport.page.Page;
import dev.sallyport.secret.Secret;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

class UsersTest {
    private static final Secret PASSWORD = Secret.of("ada-demo-password");
    private static final Secret OTHER = Secret.of("another-password");
    private static final String BCRYPT = "$2b$05$abcdefghijklmnopqrstuuHNbAKRhpaujgo33bRWs.NLUTJO3lOy2";
    private static final Secret BCRYPT_PASSWORD = Secret.of("correct horse");
    private static final Actor ADMIN = new Actor("admin", "192.0.2.1");

    private final InMemoryStores stores = InMemoryStores.create();
    private final PasswordHashes hashes = new PasswordHashes(HashingPolicy.defaults(), new SecureRandom());
    private final List<AuditEvent> events = new ArrayList<>();
    private final Users users = users(stores.users(), events::add, "analyst", "viewer");

    private Users users(UserStore store, AuditSink audit, String... roles) {
        Environment environment =
                new Environment(stores, audit, InstantSource.fixed(Instant.EPOCH), new SecureRandom());
        LoginAttempts attempts = new LoginAttempts(
                stores.attempts(),
                new byte[32],
                AttemptPolicy.defaults(),
                "app",
                environment.clock(),
                environment.random());
        return new Users(
                store,
                hashes,
                PasswordPolicy.defaults(),
                AssignableRoles.of(Set.of(roles)),
                new UserRemoval(store, stores.secondFactors(), attempts, new NoBelongings(), environment),
                environment);
    }

    private static NewUser ada() {
        return NewUser.of("Ada")
                .withEmail("ada@example.com")
                .withPassword(PASSWORD)
                .withRoles("analyst");
    }

    private static <T> T done(Outcome<T> outcome) {
        return outcome.fold(value -> value, refusal -> {
            throw new AssertionError(refusal.toString());
        });
    }

    private static Refusal refused(Outcome<?> outcome) {
        return outcome.fold(
                value -> {
                    throw new AssertionError("was not refused");
                },
                refusal -> refusal);
    }

    private static List<String> faults(Outcome<?> outcome) {
        return refused(outcome).errors().stream()
                .map(error -> error.field() + " " + error.code())
                .toList();
    }

    private List<Change> changes() {
        return stores.changeLog().readAfter(0, 100).entries().stream()
                .map(ChangeLog.Entry::change)
                .toList();
    }

    @Test
    void findsAUserByLoginAndEmailInAnyCase() {
        User created = done(users.create(ada(), ADMIN));
        assertThat(users.findByLogin("aDA")).contains(created);
        assertThat(users.findByLogin("ADA@EXAMPLE.COM")).contains(created);
        assertThat(users.findById(created.id())).contains(created);
        assertThat(users.findByLogin("vic")).isEmpty();
        assertThat(created.id()).matches("[A-Za-z0-9_-]{22}");
        assertThat(created.enabled()).isTrue();
    }

    @Test
    void keepsTheHashOnly() {
        User created = done(users.create(ada(), ADMIN));
        StoredUser stored = stores.users().findById(created.id()).orElseThrow();
        assertThat(stored.passwordHash().reveal()).startsWith("$argon2id$v=19$m=19456,t=2,p=1$");
        assertThat(stored.toString() + created + events).doesNotContain("demo-password", "argon2");
        assertThat(users.passwordMatches(created, PASSWORD)).isTrue();
        assertThat(users.passwordMatches(created, OTHER)).isFalse();
    }

    @Test
    void nothingOpensAnAccountThatIsUnknownOrHasNoPassword() {
        User none = done(users.create(NewUser.of("none"), ADMIN));
        for (String password : List.of("", "password", "x".repeat(5_000))) {
            assertThat(users.passwordMatches(none, Secret.of(password))).isFalse();
            assertThat(users.passwordMatches(null, Secret.of(password))).isFalse();
        }
    }

    @Test
    void recordsAChangeAndAnEventOfEachAct() {
        String id = done(users.create(ada().withId("7"), ADMIN)).id();
        done(users.setRoles(id, Set.of("viewer"), ADMIN));
        done(users.setPassword(id, OTHER, ADMIN));
        done(users.disable(id, ADMIN));
        done(users.enable(id, ADMIN));
        assertThat(changes()).hasSize(5).containsOnly(Change.owner("7"));
        assertThat(events)
                .extracting(AuditEvent::type)
                .containsExactly(
                        AuditEvent.Type.USER_CREATED,
                        AuditEvent.Type.USER_CHANGED,
                        AuditEvent.Type.PASSWORD_CHANGED,
                        AuditEvent.Type.USER_DISABLED,
                        AuditEvent.Type.USER_CHANGED);
        assertThat(events).allSatisfy(event -> {
            assertThat(event.actor()).isEqualTo("admin");
            assertThat(event.owner()).isEqualTo("7");
        });
        User now = users.findById(id).orElseThrow();
        assertThat(now.roles()).containsExactly("viewer");
        assertThat(now.enabled()).isTrue();
        assertThat(users.passwordMatches(now, OTHER)).isTrue();
        assertThat(users.passwordMatches(now, PASSWORD)).isFalse();
    }

    @Test
    void whatWasRefusedLeavesNoTrace() {
        refused(users.create(ada().withRoles("root"), ADMIN));
        refused(users.disable("nobody", ADMIN));
        assertThat(changes()).isEmpty();
        assertThat(events).isEmpty();
    }

    @Test
    void namesEachFaultyField() {
        NewUser wrong = new NewUser(
                "a b",
                " ada",
                Secret.of("shorty7"),
                "no-address",
                "x".repeat(201),
                "",
                Set.of("root"),
                Map.of("x".repeat(65), ""));
        assertThat(faults(users.create(wrong, ADMIN)))
                .containsExactly(
                        "id invalid",
                        "login invalid",
                        "email invalid",
                        "name invalid",
                        "tenant invalid",
                        "roles unknown",
                        "attributes invalid",
                        "password too_short");
        assertThat(refused(users.create(wrong, ADMIN)).errors().toString()).doesNotContain("shorty7", "no-address");
    }

    @Test
    void loginsAreWellFormedAndNormalised() {
        for (String login :
                List.of("", "a\u0000b", "a\nb", "\uD800", "x".repeat(255), "a ", "u\u0308", "İ".repeat(200))) {
            assertThat(faults(users.create(NewUser.of(login), ADMIN))).containsExactly("login invalid");
        }
        done(users.create(NewUser.of("ü 🦉 o'neil"), ADMIN));
    }

    @Test
    void whatCannotBeALoginReachesNoStore() {
        Users over = users(new FailingStore(stores.users(), call -> true), events::add);
        for (String login : List.of("", "a\u0000b", "\uD800", "x".repeat(1 << 20))) {
            assertThat(over.findByLogin(login)).isEmpty();
            assertThat(over.findById(login)).isEmpty();
        }
    }

    @Test
    void loginAndEmailAreOneSpaceOfNames() {
        User created = done(users.create(ada().withId("7"), ADMIN));
        assertThat(faults(users.create(NewUser.of("ADA@example.com"), ADMIN))).containsExactly("login taken");
        assertThat(faults(users.create(NewUser.of("vic").withEmail("Ada@Example.com"), ADMIN)))
                .containsExactly("email taken");
        assertThat(faults(users.create(NewUser.of("vic").withId("7"), ADMIN))).containsExactly("id taken");
        User vic = done(users.create(NewUser.of("vic"), ADMIN));
        assertThat(faults(users.update(vic.id(), user -> user.withLogin("ada"), ADMIN)))
                .containsExactly("login taken");
        assertThat(users.findById(created.id())).contains(created);
        assertThat(done(users.update(vic.id(), user -> user.withLogin("VIC").withEmail("vic@example.com"), ADMIN)))
                .returns("VIC", User::login);
    }

    @Test
    void oneOfManyThatWantTheSameLoginGetsIt() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            List<Future<Outcome<User>>> results = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                results.add(threads.submit(() -> users.create(NewUser.of("ada"), ADMIN)));
            }
            int created = 0;
            for (Future<Outcome<User>> result : results) {
                created += result.get(30, TimeUnit.SECONDS).fold(user -> 1, refusal -> 0);
            }
            assertThat(created).isEqualTo(1);
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void aRoleThatNoLongerExistsKeepsNobodyFromBeingDisabled() {
        User created = done(users.create(ada(), ADMIN));
        Users without = users(stores.users(), events::add, "viewer");
        assertThat(faults(without.setRoles(created.id(), Set.of("viewer", "root"), ADMIN)))
                .containsExactly("roles unknown");
        done(without.update(created.id(), user -> user.withName("Ada"), ADMIN));
        done(without.setPassword(created.id(), OTHER, ADMIN));
        assertThat(done(without.disable(created.id(), ADMIN)).enabled()).isFalse();
        assertThat(without.findById(created.id()).orElseThrow().enabled()).isFalse();
    }

    @Test
    void aChangeThatWasOvertakenIsMadeAgainOnWhatIsThereNow() {
        User created = done(users.create(ada(), ADMIN));
        AtomicInteger runs = new AtomicInteger();
        User changed = done(users.update(
                created.id(),
                user -> {
                    if (runs.incrementAndGet() == 1) {
                        done(users.setRoles(created.id(), Set.of("viewer"), ADMIN));
                    }
                    return user.withName("Ada Lovelace");
                },
                ADMIN));
        assertThat(runs).hasValue(2);
        assertThat(changed.roles()).containsExactly("viewer");
        assertThat(users.findById(created.id())).contains(changed);
    }

    @Test
    void aChangeThatIsOvertakenAgainAndAgainIsUnavailable() {
        User created = done(users.create(ada(), ADMIN));
        Outcome<User> outcome = users.update(
                created.id(),
                user -> {
                    // Another one each time: a change that changes nothing overtakes nobody.
                    done(users.setRoles(created.id(), user.roles().isEmpty() ? Set.of("viewer") : Set.of(), ADMIN));
                    return user.withName("Ada Lovelace");
                },
                ADMIN);
        assertThat(refused(outcome).cause()).isEqualTo(Refusal.Cause.UNAVAILABLE);
    }

    @Test
    void theIdNeverChanges() {
        User created = done(users.create(ada(), ADMIN));
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        users.update(created.id(), user -> done(users.create(NewUser.of("vic"), ADMIN)), ADMIN))
                .withMessage("The id of a user never changes");
    }

    @Test
    void setPasswordKeepsToThePolicy() {
        User created = done(users.create(ada(), ADMIN));
        assertThat(faults(users.setPassword(created.id(), Secret.of("ada@EXAMPLE.com"), ADMIN)))
                .containsExactly("password same_as_login");
        assertThat(refused(users.setPassword("nobody", OTHER, ADMIN)).cause()).isEqualTo(Refusal.Cause.NOT_FOUND);
        assertThat(users.passwordMatches(created, PASSWORD)).isTrue();
    }

    @Test
    void anImportedHashIsReplacedAtTheFirstLogin() {
        User imported = done(users.importHashed(NewUser.of("old"), Secret.of(BCRYPT), ADMIN));
        assertThat(users.passwordMatches(imported, OTHER)).isFalse();
        assertThat(storedHash(imported)).isEqualTo(BCRYPT);
        assertThat(users.passwordMatches(imported, BCRYPT_PASSWORD)).isTrue();
        assertThat(storedHash(imported)).as("the login may still fail").isEqualTo(BCRYPT);
        users.passwordAccepted(imported, BCRYPT_PASSWORD);
        String renewed = storedHash(imported);
        assertThat(renewed).startsWith("$argon2id$v=19$m=19456,t=2,p=1$");
        assertThat(users.passwordMatches(imported, BCRYPT_PASSWORD)).isTrue();
        users.passwordAccepted(imported, BCRYPT_PASSWORD);
        assertThat(storedHash(imported)).isEqualTo(renewed);
        assertThat(events)
                .extracting(AuditEvent::type)
                .containsExactly(AuditEvent.Type.USER_CREATED, AuditEvent.Type.PASSWORD_REHASHED);
    }

    private String storedHash(User user) {
        return stores.users().findById(user.id()).orElseThrow().passwordHash().reveal();
    }

    @Test
    void importRefusesWhatIsNoHash() {
        assertThat(faults(users.importHashed(NewUser.of("old"), Secret.of("plaintext"), ADMIN)))
                .containsExactly("passwordHash invalid");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> users.importHashed(ada(), Secret.of(BCRYPT), ADMIN))
                .withMessage("Import a user with a hash, or create one with a password: not both");
    }

    @Test
    void anOutdatedHashIsNotReplacedByAnotherPassword() {
        User imported = done(users.importHashed(NewUser.of("old"), Secret.of(BCRYPT), ADMIN));
        users.passwordAccepted(imported, OTHER);
        assertThat(storedHash(imported)).isEqualTo(BCRYPT);
    }

    @Test
    void aRehashNeverOverwritesAPasswordThatWasSetMeanwhile() {
        User imported = done(users.importHashed(NewUser.of("old"), Secret.of(BCRYPT), ADMIN));
        StoredUser read = stores.users().findById(imported.id()).orElseThrow();
        done(users.setPassword(imported.id(), OTHER, ADMIN));
        new UserWrites(
                        stores.users(),
                        new UserCheck(AssignableRoles.of(Set.of())),
                        new NoBelongings(),
                        new Environment(stores, events::add, InstantSource.fixed(Instant.EPOCH), new SecureRandom()))
                .rehash(read, hashes.hash(BCRYPT_PASSWORD));
        assertThat(users.passwordMatches(imported, OTHER)).isTrue();
        assertThat(users.passwordMatches(imported, BCRYPT_PASSWORD)).isFalse();
    }

    @Test
    void createIfAbsentLeavesWhoIsThereAlone() {
        User first = users.createIfAbsent(ada());
        done(users.setRoles(first.id(), Set.of("viewer"), ADMIN));
        assertThat(users.createIfAbsent(ada().withPassword(OTHER)))
                .returns(first.id(), User::id)
                .returns(Set.of("viewer"), User::roles);
        assertThat(users.passwordMatches(first, OTHER)).isFalse();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> users.createIfAbsent(NewUser.of("vic").withPassword(Secret.of("password"))))
                .withMessage(
                        "This user cannot be created: password too_common: This password is among the most common ones.");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> users.createIfAbsent(NewUser.of("vic").withPassword(Secret.of("2short!"))))
                .withMessage("This user cannot be created: password too_short: A password has at least 8 characters.")
                .withMessageNotContaining("2short!");
    }

    @Test
    void aUserThatCannotBeRecordedIsNotCreated() {
        Users over = users(
                stores.users(),
                event -> {
                    throw new StoreException("No room for the row");
                },
                "analyst");
        assertThatThrownBy(() -> over.create(ada(), ADMIN)).isInstanceOf(StoreException.class);
        assertThat(users.findByLogin("ada")).isEmpty();
    }

    /** Throws on the calls of that name. */
    private record FailingStore(UserStore store, Predicate<String> failing) implements UserStore {
        private void call(String name) {
            if (failing.test(name)) {
                throw new StoreException("The store is down");
            }
        }

        @Override
        public boolean insert(StoredUser user) {
            call("insert");
            return store.insert(user);
        }

        @Override
        public Page<StoredUser> list(UserQuery query) {
            call("list");
            return store.list(query);
        }

        @Override
        public boolean delete(String id) {
            call("delete");
            return store.delete(id);
        }

        @Override
        public Optional<StoredUser> findById(String id) {
            call("findById");
            return store.findById(id);
        }

        @Override
        public Optional<StoredUser> findByLogin(String loginOrEmail) {
            call("findByLogin");
            return store.findByLogin(loginOrEmail);
        }

        @Override
        public boolean update(StoredUser user) {
            call("update");
            return store.update(user);
        }
    }
}
