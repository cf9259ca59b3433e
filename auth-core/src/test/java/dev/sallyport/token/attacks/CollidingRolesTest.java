package dev.sallyport.token.attacks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.outcome.Refusal.Cause;
import dev.sallyport.token.SigningAlgorithm;
import dev.sallyport.token.TokenFixture;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Claims are read before the signature: names of one hash code, which anybody may write, cost no more than others. */
class CollidingRolesTest {
    /** With the other values of a payload, as many as a token may have. */
    private static final int NAMES = 1_000;

    private final TokenFixture fixture = new TokenFixture(TokenFixture.policy(SigningAlgorithm.EDDSA)
            .withMaximumLength(64 * 1024)
            .checked());

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

    /** With the signature of another token. */
    private String forged(String claim, List<String> names) {
        String list = names.stream().collect(Collectors.joining("\",\"", "[\"", "\"]"));
        String payload = fixture.payload().replaceFirst("}$", ",\"" + claim + "\":" + list + "}");
        String issued = fixture.issue();
        return TokenFixture.encode(fixture.header()) + "." + TokenFixture.encode(payload)
                + issued.substring(issued.lastIndexOf('.'));
    }

    @ParameterizedTest
    @ValueSource(strings = {"roles", "amr", "aud", "unknown"})
    void forgedTokenOfCollidingNamesIsRefused(String claim) {
        assertThat(fixture.refusal(forged(claim, colliding()))).isEqualTo(Cause.INVALID_TOKEN);
    }

    @Test
    void namesHaveOneHashCodeAndAGenuineTokenMayHaveThem() {
        assertThat(colliding().stream().map(String::hashCode).distinct()).hasSize(1);
        String list = colliding().stream().collect(Collectors.joining("\",\"", "[\"", "\"]"));
        String payload = fixture.payload().replaceFirst("}$", ",\"roles\":" + list + "}");
        assertThat(fixture.accepts(fixture.sign(fixture.header(), payload))).isTrue();
    }

    /**
     * Each name would be compared with all before it. Told by the class, and by the order, which such a table does not keep, wherever it
     * is wrapped.
     */
    @Test
    void rolesAreInNoTableThatProbesLinearly() {
        List<String> names = colliding();
        String list = names.stream().collect(Collectors.joining("\",\"", "[\"", "\"]"));
        String payload = fixture.payload().replaceFirst("}$", ",\"roles\":" + list + "}");
        Set<String> roles =
                fixture.verified(fixture.sign(fixture.header(), payload)).roles();
        assertThat(roles).isNotInstanceOf(Set.copyOf(names).getClass()).containsExactlyElementsOf(names);
    }
}
