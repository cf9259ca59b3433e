package dev.sallyport.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.JWSVerifier;
import java.lang.reflect.Proxy;
import org.junit.jupiter.api.Test;

/** A provider of cryptography that fails lets nothing pass. */
class NimbusOperationsTest {
    private final NimbusOperations failing =
            new NimbusOperations(JWSAlgorithm.ES256, failing(JWSSigner.class), failing(JWSVerifier.class));

    private static <T> T failing(Class<T> type) {
        return type.cast(
                Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (self, method, arguments) -> {
                    throw new JOSEException("by the test's wish");
                }));
    }

    @Test
    void signatureThatCannotBeLookedAtIsWrong() {
        assertThat(failing.verify(new byte[1], "AAAA")).isFalse();
    }

    @Test
    void failureToSignIsNoSignature() {
        assertThatIllegalStateException()
                .isThrownBy(() -> failing.sign(new byte[1]))
                .withMessage("Signing with ES256 failed")
                .withCauseInstanceOf(JOSEException.class);
    }
}
