package dev.sallyport.user.attacks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.audit.Actor;
import dev.sallyport.environment.Environment;
import dev.sallyport.memory.InMemoryStores;
import dev.sallyport.secret.DerivedKeys;
import dev.sallyport.secret.MasterKey;
import dev.sallyport.secret.Secret;
import dev.sallyport.secret.Vault;
import dev.sallyport.user.AssignableRoles;
import dev.sallyport.user.AttemptPolicy;
import dev.sallyport.user.HashingBusyException;
import dev.sallyport.user.HashingPolicy;
import dev.sallyport.user.NewUser;
import dev.sallyport.user.NoBelongings;
import dev.sallyport.user.PasswordPolicy;
import dev.sallyport.user.User;
import dev.sallyport.user.UserServices;
import dev.sallyport.user.Users;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Exhausting memory by logging in, and telling accounts apart by what a login costs. */
class LoginFloodTest {
    private static final Secret PASSWORD = Secret.of("ada-demo-password");
    private static final Secret TOO_LONG = Secret.of("x".repeat(5_000));
    private static final Secret WRONG = Secret.of("another-password");

    private final InMemoryStores stores = InMemoryStores.create();

    private Users users(HashingPolicy hashing) {
        SecureRandom random = new SecureRandom();
        Environment environment = new Environment(stores, event -> {}, InstantSource.system(), random);
        Vault vault = Vault.of(MasterKey.random(random), random);
        UserServices.Settings settings = new UserServices.Settings(
                null,
                PasswordPolicy.defaults(),
                hashing,
                AttemptPolicy.defaults(),
                AttemptPolicy.defaults(),
                "Acme",
                "https://api.example.com");
        return Objects.requireNonNull(UserServices.open(
                        settings,
                        AssignableRoles.of(Set.of()),
                        new UserServices.Backends(
                                stores.users(), stores.attempts(), stores.secondFactors(), stores.vault(), vault),
                        DerivedKeys.open(stores.vault(), stores, vault, false),
                        new NoBelongings(),
                        environment)
                .users());
    }

    @Test
    void aHundredLoginsAtOnceAreAnsweredOrTurnedAwayAndTheRightOneStillWorks() throws Exception {
        Users users = users(new HashingPolicy(2, 10, Duration.ofSeconds(60)));
        User ada = users.createIfAbsent(NewUser.of("ada").withPassword(PASSWORD));
        ExecutorService threads = Executors.newFixedThreadPool(100);
        try {
            CountDownLatch start = new CountDownLatch(1);
            List<Future<String>> answers = new ArrayList<>();
            for (int i = 0; i < 100; i++) {
                User user = i % 2 == 0 ? ada : null;
                answers.add(threads.submit(() -> {
                    start.await();
                    return answer(users, user);
                }));
            }
            start.countDown();
            for (Future<String> answer : answers) {
                assertThat(answer.get(60, TimeUnit.SECONDS)).isIn("no", "busy");
            }
            assertThat(users.passwordMatches(ada, PASSWORD)).isTrue();
        } finally {
            threads.shutdownNow();
        }
    }

    private static String answer(Users users, @Nullable User user) {
        try {
            return users.passwordMatches(user, WRONG) ? "yes" : "no";
        } catch (HashingBusyException e) {
            return "busy";
        }
    }

    @Test
    void unknownPasswordlessDisabledAndKnownUsersCostTheSame() {
        Users users = users(HashingPolicy.defaults());
        User ada = users.createIfAbsent(NewUser.of("ada").withPassword(PASSWORD));
        User none = users.createIfAbsent(NewUser.of("none"));
        User off = users.createIfAbsent(NewUser.of("off").withPassword(PASSWORD));
        users.disable(off.id(), Actor.application()).orElseThrow();
        @Nullable User[] others = {ada, null, none, off};
        long[] least = new long[others.length + 1];
        Arrays.fill(least, Long.MAX_VALUE);
        // The least of many interleaved runs: what else the machine does only ever adds. On a busy one it takes more of
        // them.
        for (int run = 0; run < 15 || (run < 60 && !areAlike(least)); run++) {
            for (int i = 0; i < others.length; i++) {
                least[i] = Math.min(least[i], nanos(users, others[i], WRONG));
            }
            least[others.length] = Math.min(least[others.length], nanos(users, ada, TOO_LONG));
        }
        assertThat(areAlike(least)).as(Arrays.toString(least)).isTrue();
    }

    private static boolean areAlike(long... least) {
        return Arrays.stream(least).allMatch(nanos -> nanos <= 2 * least[0] && 2 * nanos >= least[0]);
    }

    private static long nanos(Users users, @Nullable User user, Secret password) {
        long before = System.nanoTime();
        assertThat(users.passwordMatches(user, password)).isFalse();
        return System.nanoTime() - before;
    }
}
