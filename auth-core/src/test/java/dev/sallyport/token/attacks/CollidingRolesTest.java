package dev.sallyport.token.attacks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.caller.Refusal.Cause;
import dev.sallyport.token.SigningAlgorithm;
import dev.sallyport.token.TokenFixture;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Claims are read before the signature: names of one hash code, which anybody may write, cost no more than others. */
class CollidingRolesTest {
    /** With the other values of a payload, as many as a token may have. */
    private static final int NAMES = 1_000;

    private static final int TRIES = 8;
    private static final int ROUNDS = 20;

    private final TokenFixture fixture = new TokenFixture(
            TokenFixture.policy(SigningAlgorithm.EDDSA).maximumLength(64 * 1024).build());

    /** Texts of one length and one {@link String#hashCode}. */
    private static List<String> colliding() {
        List<String> names = List.of("");
        while (names.size() < NAMES) {
            List<String> longer = new ArrayList<>();
            for (String name : names) {
                longer.add(name + "Aa");
                longer.add(name + "BB");
            }
            names = longer;
        }
        return names.subList(0, NAMES);
    }

    private static List<String> plain() {
        List<String> names = new ArrayList<>();
        for (int i = 0; i < NAMES; i++) {
            names.add(String.format("%020d", i));
        }
        return names;
    }

    /** With the signature of another token. */
    private String forged(String claim, List<String> names) {
        String list = names.stream().collect(Collectors.joining("\",\"", "[\"", "\"]"));
        String payload = fixture.payload().replaceFirst("}$", ",\"" + claim + "\":" + list + "}");
        String issued = fixture.issue();
        return TokenFixture.encode(fixture.header()) + "." + TokenFixture.encode(payload)
                + issued.substring(issued.lastIndexOf('.'));
    }

    /** A token holds few enough names that even a table which probes linearly stays cheap; nothing here may grow beyond that. */
    @ParameterizedTest
    @ValueSource(strings = {"roles", "amr", "aud", "unknown"})
    void forgedTokenOfCollidingNamesIsRefusedAsFastAsAnyOther(String claim) {
        String colliding = forged(claim, colliding());
        String other = forged(claim, plain());
        assertThat(best(colliding)).isLessThan(best(other).multipliedBy(3).plusMillis(10));
    }

    /** The shortest of some tries: other work on this machine makes them longer only. */
    private Duration best(String token) {
        Duration best = time(token);
        for (int i = 1; i < TRIES; i++) {
            Duration next = time(token);
            best = next.compareTo(best) < 0 ? next : best;
        }
        return best;
    }

    private Duration time(String token) {
        long start = System.nanoTime();
        for (int i = 0; i < ROUNDS; i++) {
            assertThat(fixture.refusal(token)).isEqualTo(Cause.INVALID_TOKEN);
        }
        return Duration.ofNanos(System.nanoTime() - start);
    }

    @Test
    void namesHaveOneHashCodeAndAGenuineTokenMayHaveThem() {
        assertThat(colliding().stream().map(String::hashCode).distinct()).hasSize(1);
        String list = colliding().stream().collect(Collectors.joining("\",\"", "[\"", "\"]"));
        String payload = fixture.payload().replaceFirst("}$", ",\"roles\":" + list + "}");
        assertThat(fixture.accepts(fixture.sign(fixture.header(), payload))).isTrue();
    }
}
