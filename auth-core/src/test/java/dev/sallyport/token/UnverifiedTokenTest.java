package dev.sallyport.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.api.Test;

/** Parts of a token whose writer is unknown. */
class UnverifiedTokenTest {
    private static UnverifiedToken token(String kid) throws MalformedTokenException {
        String header = """
                {"alg":"EdDSA","typ":"at+jwt","kid":"%s"}""".formatted(kid);
        return UnverifiedToken.parse(TokenFixture.encode(header) + "." + TokenFixture.encode("{}") + ".AAAA", 1_024);
    }

    @Test
    void partsAreAsTheyCame() throws MalformedTokenException {
        UnverifiedToken token = UnverifiedToken.parse("AAAA.e30.BBBB", 13);
        assertThat(token.header()).isEqualTo("AAAA");
        assertThat(token.payload()).asString().isEqualTo("{}");
        assertThat(token.signature()).isEqualTo("BBBB");
        assertThat(token.signingInput()).asString().isEqualTo("AAAA.e30");
        assertThatExceptionOfType(MalformedTokenException.class)
                .isThrownBy(() -> UnverifiedToken.parse("AAAA.e30.BBBB", 12));
    }

    @Test
    void memberOfTheHeaderHas256CharactersAtMost() throws MalformedTokenException {
        String longest = "k".repeat(256);
        assertThat(token(longest).readHeader()).isEqualTo(new UnverifiedToken.Header("EdDSA", longest));
        assertThatExceptionOfType(MalformedTokenException.class)
                .isThrownBy(() -> token(longest + "k").readHeader())
                .withMessage("kid is no text of a sensible length");
    }
}
