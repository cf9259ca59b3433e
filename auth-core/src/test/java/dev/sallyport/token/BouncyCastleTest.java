package dev.sallyport.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.File;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Bouncy Castle is optional: it is missed when EdDSA is wanted, and then at once. */
class BouncyCastleTest {
    @Test
    void isNamedWhenEdDsaIsWantedWithoutIt() throws Exception {
        try (URLClassLoader loader = withoutBouncyCastle()) {
            assertThatThrownBy(() -> start(loader, "EDDSA")).rootCause().isInstanceOf(ClassNotFoundException.class);
            assertThatThrownBy(() -> start(loader, "EDDSA"))
                    .cause()
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage(
                            "TokenPolicy.algorithm EDDSA needs Bouncy Castle: add org.bouncycastle:bcprov-jdk18on to"
                                    + " the application, or set TokenPolicy.algorithm to another than EDDSA");
        }
    }

    @Test
    void isNotNeededByTheOtherAlgorithms() throws Exception {
        try (URLClassLoader loader = withoutBouncyCastle()) {
            for (String algorithm : List.of("ES256", "HS256", "RS256", "PS256")) {
                assertThat(start(loader, algorithm)).isNotNull();
            }
        }
    }

    private static Object start(ClassLoader loader, String algorithm) throws ReflectiveOperationException {
        Class<?> algorithms = loader.loadClass(SigningAlgorithm.class.getName());
        Object value = algorithms.getMethod("valueOf", String.class).invoke(null, algorithm);
        Object fixture = loader.loadClass(TokenFixture.class.getName())
                .getMethod("of", algorithms)
                .invoke(null, value);
        return fixture.getClass().getMethod("issue").invoke(fixture);
    }

    private static URLClassLoader withoutBouncyCastle() throws MalformedURLException {
        List<URL> urls = new ArrayList<>();
        for (String entry : System.getProperty("java.class.path").split(Pattern.quote(File.pathSeparator), -1)) {
            if (!entry.contains("bcprov")) {
                urls.add(new File(entry).toURI().toURL());
            }
        }
        return new URLClassLoader(urls.toArray(URL[]::new), ClassLoader.getPlatformClassLoader());
    }
}
