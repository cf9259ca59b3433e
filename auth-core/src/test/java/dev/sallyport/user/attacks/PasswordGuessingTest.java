package dev.sallyport.user.attacks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.limit.ClientAddress;
import dev.sallyport.memory.InMemoryStores;
import dev.sallyport.secret.Secret;
import dev.sallyport.user.AttemptPolicy;
import dev.sallyport.user.LoginAttempts;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;

/** Guessing faster, from more places, or with more devices than the budgets allow; and locking others out. */
class PasswordGuessingTest {
    private static final String ADA = "id|ada";

    private final InMemoryStores stores = InMemoryStores.create();
    private final LoginAttempts attempts = new LoginAttempts(
            stores.attempts(),
            new byte[32],
            AttemptPolicy.defaults(),
            "app",
            InstantSource.fixed(Instant.parse("2026-11-22T12:00:00Z")),
            new SecureRandom());

    @Test
    void guessesInParallelFromOneAddressCannotOutrunTheBudget() throws Exception {
        assertThat(openOfParallel(100, i -> "192.0.2.1")).isEqualTo(10);
    }

    @Test
    void guessesInParallelFromManyAddressesCannotOutrunTheSharedBudget() throws Exception {
        assertThat(openOfParallel(400, i -> "2001:db8:" + Integer.toHexString(i) + ":0::/64"))
                .isEqualTo(100);
    }

    @Test
    void theOwnerOfANetworkCannotUseUpWhatStrangersShare() throws Exception {
        assertThat(openOfParallel(400, i -> "2001:db8:0:" + Integer.toHexString(i) + "::/64"))
                .isEqualTo(50);
        assertThat(attempts.begin(ADA, ClientAddress.of("2001:db8:1:0::/64"), null)
                        .locked())
                .isFalse();
        assertThat(attempts.begin(ADA, ClientAddress.of("192.0.2.1"), null).locked())
                .isFalse();
    }

    @Test
    void oneMachineCannotUseUpWhatItsNetworkShares() {
        for (int i = 0; i < 1_000; i++) {
            attempts.begin(ADA, ClientAddress.of("2001:db8:0:66::/64"), null);
        }
        assertThat(attempts.begin(ADA, ClientAddress.of("2001:db8:0:1::/64"), null)
                        .locked())
                .isFalse();
    }

    @Test
    void oneAddressCannotUseUpWhatStrangersShare() {
        for (int i = 0; i < 1_000; i++) {
            attempts.begin(ADA, ClientAddress.of("192.0.2.66"), null);
        }
        assertThat(attempts.begin(ADA, ClientAddress.of("192.0.2.1"), null).locked())
                .isFalse();
    }

    @Test
    void nobodyLocksAPersonOutOfAKnownDeviceFromElsewhere() {
        Secret device = attempts.newDevice(ADA);
        for (int i = 0; i < 2_000; i++) {
            attempts.begin(ADA, ClientAddress.of("198.51.100." + i), i % 2 == 0 ? null : Secret.of("A".repeat(64)));
        }
        assertThat(attempts.begin(ADA, ClientAddress.of("192.0.2.1"), null).locked())
                .isTrue();
        assertThat(attempts.begin(ADA, ClientAddress.of("192.0.2.1"), device).locked())
                .isFalse();
    }

    @Test
    void aFloodOfNamesEvictsNoCounterAndReachesNoDevice() {
        for (int i = 0; i < 11; i++) {
            attempts.begin(ADA, ClientAddress.of("192.0.2.66"), null);
        }
        Secret device = attempts.newDevice("id|vic");
        for (int i = 0; i < 20_000; i++) {
            attempts.begin("name|" + i, ClientAddress.of("203.0.113." + i % 256), null);
        }
        assertThat(attempts.begin(ADA, ClientAddress.of("192.0.2.66"), null).locked())
                .isTrue();
        assertThat(attempts.begin("id|vic", ClientAddress.of("192.0.2.1"), device)
                        .locked())
                .isFalse();
    }

    @Test
    void loggingInToAnAccountOfOnesOwnResetsNobodyElse() {
        for (int i = 0; i < 10; i++) {
            attempts.begin(ADA, ClientAddress.of("192.0.2.66"), null);
            attempts.begin("id|mallory", ClientAddress.of("192.0.2.66"), null).succeeded();
        }
        assertThat(attempts.begin(ADA, ClientAddress.of("192.0.2.66"), null).locked())
                .isTrue();
    }

    @Test
    void hoardingDevicesOfAnAccountBuysABoundedNumberOfGuesses() {
        int open = 0;
        for (int i = 0; i < 1_000; i++) {
            Secret device = attempts.newDevice(ADA);
            open += attempts.begin(ADA, ClientAddress.of("192.0.2.66"), device).locked() ? 0 : 1;
        }
        assertThat(open).isLessThanOrEqualTo(320);
    }

    private long openOfParallel(int guesses, IntFunction<String> address) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(guesses);
        try {
            CountDownLatch start = new CountDownLatch(1);
            List<Future<Boolean>> results = new ArrayList<>();
            for (int i = 0; i < guesses; i++) {
                String from = address.apply(i);
                results.add(threads.submit(() -> {
                    start.await();
                    return attempts.begin(ADA, ClientAddress.of(from), null).locked();
                }));
            }
            start.countDown();
            long open = 0;
            for (Future<Boolean> result : results) {
                open += result.get(60, TimeUnit.SECONDS) ? 0 : 1;
            }
            return open;
        } finally {
            threads.shutdownNow();
        }
    }
}
