package dev.sallyport.user;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.nimbusds.jose.util.JSONObjectUtils;
import dev.sallyport.secret.Secret;
import dev.sallyport.user.PasswordHashes.Match;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The PHC strings of the Argon2 reference implementation, and hostile ones, from a folder beside the repository. */
class PasswordHashVectorsTest {
    private final PasswordHashes hashes = new PasswordHashes(HashingPolicy.defaults(), new SecureRandom());

    @Test
    void verifiesTheReferenceStringsUpToTheCeilingOfMemory() throws Exception {
        for (Map<String, Object> vector : vectors("phc_verify")) {
            String stored = text(vector, "phc");
            Match match = hashes.verify(Secret.of(text(vector, "password")), stored);
            boolean affordable = Long.parseLong(text(vector, "m_kib")) <= PasswordHash.MAX_MEMORY_KIB;
            assertThat(match != Match.NO).as(stored).isEqualTo(affordable);
            assertThat(hashes.understands(stored)).as(stored).isEqualTo(affordable);
        }
    }

    @Test
    void refusesWhatTheReferenceRefuses() throws Exception {
        for (Map<String, Object> vector : vectors("phc_reject")) {
            String stored = text(vector, "phc");
            assertThat(hashes.verify(Secret.of(text(vector, "password")), stored))
                    .as(stored)
                    .isEqualTo(Match.NO);
        }
    }

    @Test
    void refusesHostileStrings() throws Exception {
        for (Map<String, Object> vector : vectors("phc_hostile")) {
            String stored = text(vector, "phc");
            assertThat(hashes.verify(Secret.of("password"), stored)).as(stored).isEqualTo(Match.NO);
            assertThat(hashes.understands(stored))
                    .as(stored)
                    .isEqualTo(text(vector, "expected").startsWith("mismatch"));
        }
    }

    private static List<Map<String, Object>> vectors(String list) throws Exception {
        Path file = file();
        assumeTrue(Files.exists(file), "no vectors at " + file);
        Map<String, Object> all = JSONObjectUtils.parse(Files.readString(file));
        Map<String, Object>[] vectors = JSONObjectUtils.getJSONObjectArray(all, list);
        assertThat(vectors).isNotEmpty();
        return List.of(vectors);
    }

    private static String text(Map<String, Object> vector, String name) {
        return String.valueOf(vector.get(name));
    }

    private static Path file() {
        Path folder = Path.of("").toAbsolutePath();
        while (folder.getParent() != null && !Files.exists(folder.resolve("shared/vectors"))) {
            folder = folder.getParent();
        }
        return folder.resolve("shared/vectors/passwords/password-vectors.json");
    }
}
