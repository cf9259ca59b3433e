package dev.sallyport.attacks;

import static dev.sallyport.fixture.Node.done;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.audit.Actor;
import dev.sallyport.fixture.Node;
import dev.sallyport.fixture.WatchedStores;
import dev.sallyport.grant.LoginPolicy;
import dev.sallyport.limit.RateLimit;
import dev.sallyport.memory.InMemoryStores;
import dev.sallyport.secret.Secret;
import dev.sallyport.user.NewUser;
import dev.sallyport.user.StoredUser;
import dev.sallyport.user.User;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.bouncycastle.crypto.generators.OpenBSDBCrypt;
import org.junit.jupiter.api.Test;

/** One request that would tell whether an account has an imported hash, which takes longer than a new one. */
class TellingImportedAccountsApartTest {
    private static final byte[] SALT = "sixteen bytes...".getBytes(StandardCharsets.US_ASCII);
    private static final Secret WRONG = Secret.of("wrong password");
    private static final Duration GRID = Duration.ofMillis(20);

    private final InMemoryStores database = InMemoryStores.create();

    private Node node() {
        return Node.over(
                WatchedStores.over(database),
                settings -> settings.auditSink(event -> {}).logins(TellingImportedAccountsApartTest::limits));
    }

    private static LoginPolicy limits(LoginPolicy policy) {
        return policy.withPerAddress(RateLimit.parse("100000/minute")).withResponseTimeGrid(GRID);
    }

    private static String bcrypt(int cost) {
        return OpenBSDBCrypt.generate("2b", "old password".toCharArray(), SALT, cost);
    }

    private static void importUser(Node node, String login, String hash) {
        done(node.auth.users().importHashed(NewUser.of(login), Secret.of(hash), Actor.application()));
    }

    private static Duration failing(Node node, String login) {
        long least = Long.MAX_VALUE;
        for (int i = 0; i < 3; i++) {
            long start = System.nanoTime();
            Node.refusal(node.tryLogin(login, WRONG));
            least = Math.min(least, System.nanoTime() - start);
        }
        return Duration.ofNanos(least);
    }

    @Test
    void failedLoginsTakeNoLessThanTheSlowestHash() {
        try (Node node = node()) {
            node.userWithPassword("ada");
            importUser(node, "slow", bcrypt(12));
            Duration step = node.auth.users().longestCheck();
            assertThat(step).as("no machine computes it sooner").isGreaterThan(Duration.ofMillis(80));
            for (String login : List.of("slow", "ada", "nobody")) {
                assertThat(failing(node, login)).as(login).isGreaterThanOrEqualTo(step.minusMillis(1));
            }
        }
    }

    @Test
    void otherNodesKnowWithinASecondAndAfterARestart() {
        try (Node first = node();
                Node second = node()) {
            assertThat(second.auth.users().longestCheck()).isZero();
            importUser(first, "slow", bcrypt(10));
            second.clock.advance(Duration.ofSeconds(1));
            assertThat(second.auth.users().longestCheck()).isPositive();
        }
        try (Node again = node()) {
            assertThat(again.auth.users().longestCheck()).isPositive();
        }
    }

    @Test
    void slowestOfAllKindsCountsInWhateverOrderTheyCome() {
        try (Node node = node()) {
            importUser(node, "a", bcrypt(12));
            Duration twelve = node.auth.users().longestCheck();
            importUser(node, "b", "pbkdf2_sha256$1000$saltsalt$" + "A".repeat(43) + "=");
            importUser(node, "c", bcrypt(4));
            assertThat(node.auth.users().longestCheck()).isEqualTo(twelve);
            importUser(node, "d", bcrypt(4).replace("$04$", "$14$"));
            assertThat(node.auth.users().longestCheck()).isGreaterThan(twelve.multipliedBy(2));
        }
    }

    @Test
    void usersOfAnEarlierReleaseAreGoneThroughAtTheStart() {
        for (int i = 0; i < 2_500; i++) {
            User user = User.of("u" + i, "u" + i);
            database.users()
                    .insert(new StoredUser(
                            user, Secret.of(i == 1_700 ? bcrypt(4).replace("$04$", "$12$") : ""), 0));
        }
        try (Node node = node()) {
            assertThat(node.auth.users().longestCheck()).isGreaterThan(Duration.ofMillis(60));
        }
    }

    @Test
    void hashesOfOursChangeNothing() {
        try (Node node = node()) {
            node.userWithPassword("ada");
            assertThat(node.auth.users().longestCheck()).isZero();
        }
    }
}
