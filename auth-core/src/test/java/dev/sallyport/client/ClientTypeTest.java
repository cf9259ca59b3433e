package dev.sallyport.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.sallyport.caller.CallerKind;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a type of client may allow its token requests to say. */
class ClientTypeTest {
    private final ClientType type = ClientType.of("dashboard", "d_", "ds_", CallerKind.EMBED);

    @Test
    void claimsHaveNamesOfTheApplicationsOwn() {
        assertThat(type.withClaims("displayName", "role", "params", "a_1").claims())
                .containsExactlyInAnyOrder("displayName", "role", "params", "a_1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "1a", "a b", "größe", "a-b", "type", "scope", "tokenExpiry", "dashboardId", "dashboardSecret"
            })
    void claimsThatAreFieldsOfTheRequestOrNoNamesAreRefused(String name) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> type.withClaims("role", name))
                .withMessage(
                        "Client type: a claim is a letter and up to 63 letters, digits and _, and no field of a token request,"
                                + " not \"" + name + "\"");
    }

    @Test
    void claimsAreFew() {
        String[] many = IntStream.range(0, 17).mapToObj(i -> "claim" + i).toArray(String[]::new);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> type.withClaims(many))
                .withMessage("Client type: claims are at most 16, not 17");
    }
}
