package dev.sallyport.user;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.sallyport.limit.ClientAddress;
import dev.sallyport.memory.InMemoryStores;
import dev.sallyport.secret.Secret;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class LoginAttemptsTest {
    private static final String ADA = "id|ada";
    private static final String HERE = "192.0.2.1";
    private static final String NETWORK = "2001:db8:0:";
    private static final Duration WINDOW = Duration.ofMinutes(15);

    private final AttemptStore store = InMemoryStores.create().attempts();
    private final List<Integer> written = new ArrayList<>();
    private final AttemptStore recording = new AttemptStore() {
        @Override
        public List<Integer> increment(List<Integer> slots, Instant at, Duration window) {
            written.addAll(slots);
            return store.increment(slots, at, window);
        }

        @Override
        public Optional<Attempts> find(int slot) {
            return store.find(slot);
        }

        @Override
        public void reset(List<Integer> slots) {
            store.reset(slots);
        }
    };
    private Instant now = Instant.parse("2026-11-22T12:00:00Z");
    private final LoginAttempts attempts = attempts(recording);

    private LoginAttempts attempts(AttemptStore on) {
        return new LoginAttempts(on, new byte[32], AttemptPolicy.defaults(), "app", () -> now, new SecureRandom());
    }

    private boolean locked(String account, String address, @Nullable Secret device) {
        return attempts.begin(account, ClientAddress.of(address), device).locked();
    }

    private void fail(int times, String account, String address, @Nullable Secret device) {
        for (int i = 0; i < times; i++) {
            attempts.begin(account, ClientAddress.of(address), device);
        }
    }

    @Test
    void locksTheAccountForAnAddressAfterTenAttempts() {
        fail(9, ADA, HERE, null);
        assertThat(locked(ADA, HERE, null)).isFalse();
        assertThat(locked(ADA, HERE, null)).isTrue();
        assertThat(locked(ADA, "192.0.2.2", null)).isFalse();
        assertThat(locked("id|vic", HERE, null)).isFalse();
    }

    @Test
    void locksTheAccountForStrangersAfterAHundredAttemptsFromAnywhere() {
        for (int i = 0; i < 100; i++) {
            assertThat(locked(ADA, "198.51.100." + i, null)).isFalse();
        }
        assertThat(locked(ADA, HERE, null)).isTrue();
    }

    @Test
    void unlocksWhenTheWindowEndsAndNotBefore() {
        fail(11, ADA, HERE, null);
        now = now.plus(WINDOW).minusMillis(1);
        assertThat(locked(ADA, HERE, null)).isTrue();
        now = now.plusMillis(1);
        assertThat(locked(ADA, HERE, null)).isFalse();
    }

    @Test
    void attemptsWhileLockedDoNotKeepItLocked() {
        for (int minute = 0; minute < 15; minute++) {
            fail(5, ADA, HERE, null);
            now = now.plus(Duration.ofMinutes(1));
        }
        assertThat(locked(ADA, HERE, null)).isFalse();
    }

    @Test
    void aClockThatGoesBackUnlocksNothing() {
        fail(11, ADA, HERE, null);
        now = now.minus(Duration.ofHours(1));
        assertThat(locked(ADA, HERE, null)).isTrue();
    }

    @Test
    void aFullLoginGivesTheBudgetBack() {
        for (int i = 0; i < 200; i++) {
            Attempt attempt = attempts.begin(ADA, ClientAddress.of(HERE), null);
            assertThat(attempt.locked()).isFalse();
            attempt.succeeded();
        }
        assertThat(locked(ADA, "192.0.2.2", null)).isFalse();
    }

    @Test
    void aLockedAttemptCannotSucceed() {
        fail(10, ADA, HERE, null);
        Attempt locked = attempts.begin(ADA, ClientAddress.of(HERE), null);
        assertThatIllegalStateException()
                .isThrownBy(locked::succeeded)
                .withMessage("A locked attempt cannot succeed: ask locked() before the login goes on");
        assertThat(locked(ADA, HERE, null)).isTrue();
    }

    @Test
    void countsAreThoseOfTheStore() {
        fail(10, ADA, HERE, null);
        assertThat(attempts(store).begin(ADA, ClientAddress.of(HERE), null).locked())
                .isTrue();
    }

    @Test
    void aKnownDeviceHasABudgetOfItsOwn() {
        Secret device = attempts.newDevice(ADA);
        for (int i = 0; i < 10; i++) {
            Attempt attempt = attempts.begin(ADA, ClientAddress.of(HERE), device);
            assertThat(attempt.knownDevice()).isTrue();
            assertThat(attempt.locked()).isFalse();
        }
        assertThat(locked(ADA, "192.0.2.2", device)).isTrue();
        assertThat(locked(ADA, HERE, null)).isFalse();
    }

    @Test
    void aLoginOnAKnownDeviceResetsNothingOfStrangers() {
        Secret device = attempts.newDevice(ADA);
        fail(10, ADA, HERE, null);
        attempts.begin(ADA, ClientAddress.of(HERE), device).succeeded();
        assertThat(locked(ADA, HERE, null)).isTrue();
    }

    @Test
    void aCookieOfAnotherAccountIsAnUnknownDevice() {
        Secret device = attempts.newDevice("id|vic");
        assertThat(attempts.begin(ADA, ClientAddress.of(HERE), device).knownDevice())
                .isFalse();
        assertThat(attempts.begin("id|vic", ClientAddress.of(HERE), device).knownDevice())
                .isTrue();
    }

    @Test
    void aCookieWithAnyOtherCharacterIsAnUnknownDevice() {
        String device = attempts.newDevice(ADA).reveal();
        assertThat(device).matches("[A-Za-z0-9_-]{64}");
        for (int i = 0; i < device.length(); i++) {
            char other = device.charAt(i) == 'A' ? 'B' : 'A';
            String forged = device.substring(0, i) + other + device.substring(i + 1);
            assertThat(attempts.begin(ADA, ClientAddress.of(HERE), Secret.of(forged))
                            .knownDevice())
                    .isFalse();
        }
        for (String text : List.of(
                "",
                "x",
                device + "=",
                device + "A",
                " " + device,
                "é".repeat(64),
                "A".repeat(1 << 20),
                "=".repeat(64))) {
            assertThat(attempts.begin(ADA, ClientAddress.of(HERE), Secret.of(text))
                            .knownDevice())
                    .isFalse();
        }
    }

    @Test
    void everyAttemptWritesTwoRowsOneByOne() {
        Secret device = attempts.newDevice(ADA);
        for (int i = 0; i < 20; i++) {
            for (String account : List.of(ADA, "name|nobody")) {
                for (@Nullable Secret cookie : new @Nullable Secret[] {null, device}) {
                    written.clear();
                    attempts.begin(account, ClientAddress.of(HERE), cookie);
                    assertThat(written).hasSize(2);
                }
            }
        }
    }

    @Test
    void slotsOfDifferentPurposesNeverMeet() {
        Secret device = attempts.newDevice(ADA);
        for (int i = 0; i < 2_000; i++) {
            written.clear();
            attempts.begin("id|" + i, ClientAddress.of(NETWORK + i + "::/64"), null);
            assertThat(written.get(0)).isBetween(65_536, 196_607);
            assertThat(written.subList(1, 3)).allMatch(slot -> slot >= 196_608 && slot < 229_376);
            assertThat(written.get(3)).isBetween(32_768, 49_151);
            written.clear();
            attempts.begin("name|" + i, ClientAddress.of(HERE), null);
            assertThat(written).hasSize(2).allMatch(slot -> slot >= 64_512 && slot < 65_536);
            written.clear();
            attempts.ofClients().begin("id|" + i, ClientAddress.of(NETWORK + i + "::/64"), null);
            assertThat(written).hasSize(4).allMatch(slot -> slot < 32_768);
            written.clear();
            attempts.ofSecondFactors().begin("id|" + i, ClientAddress.of(NETWORK + i + "::/64"), null);
            assertThat(written).hasSize(2).allMatch(slot -> slot >= 229_376 && slot < 245_760);
            written.clear();
            attempts.ofConfirmations().begin("id|" + i, ClientAddress.of(NETWORK + i + "::/64"), null);
            assertThat(written).hasSize(2).allMatch(slot -> slot >= 245_760);
        }
        written.clear();
        attempts.begin(ADA, ClientAddress.of(HERE), device);
        assertThat(written.get(0)).isBetween(49_152, 64_511);
        assertThat(written.get(1)).isBetween(64_512, 65_535);
    }

    @Test
    void loginAndEmailOfAUserAreOneAccountAndAnUnknownNameIsNever() {
        User ada = new User("7", "ada", "ada@example.com", null, null, Set.of(), Map.of(), true);
        assertThat(LoginAttempts.account(ada, "ada")).isEqualTo(LoginAttempts.account(ada, "ada@example.com"));
        assertThat(LoginAttempts.account(null, "7")).isNotEqualTo(LoginAttempts.account(ada, "ada"));
        assertThat(LoginAttempts.account(null, "NoBody")).isEqualTo(LoginAttempts.account(null, "nobody"));
    }

    @Test
    void pseudonymIsStableAndKeyed() {
        byte[] otherKey = new byte[32];
        otherKey[0] = 1;
        LoginAttempts other =
                new LoginAttempts(store, otherKey, AttemptPolicy.defaults(), "app", () -> now, new SecureRandom());
        assertThat(attempts.pseudonym("Ada"))
                .matches("[0-9a-f]{16}")
                .isEqualTo(attempts.pseudonym("ada"))
                .isNotEqualTo(attempts.pseudonym("vic"))
                .isNotEqualTo(other.pseudonym("ada"));
    }

    @Test
    void settingsOutOfRangeAreNamed() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new LoginAttempts(
                        store, new byte[16], AttemptPolicy.defaults(), "app", () -> now, new SecureRandom()))
                .withMessage("The key of login attempts has 32 bytes, this has 16");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new AttemptPolicy(10, 9, 10, WINDOW))
                .withMessage("perAccount is 10 to 1000000, this is 9");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new AttemptPolicy(10, 100, 0, WINDOW))
                .withMessage("perDevice is 1 to 10000, this is 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new AttemptPolicy(10, 100, 10, Duration.ofSeconds(59)))
                .withMessage("window is PT1M to PT24H, this is PT59S");
    }
}
