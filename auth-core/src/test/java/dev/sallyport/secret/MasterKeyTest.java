package dev.sallyport.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MasterKeyTest {
    private final SecureRandom random = new SecureRandom();

    @Test
    void saysHowToMakeOneWhenTheVariableIsNotSet() {
        assertThatIllegalStateException()
                .isThrownBy(() -> MasterKey.fromEnv("SALLYPORT_NO_SUCH_KEY"))
                .withMessage("The environment variable SALLYPORT_NO_SUCH_KEY should hold the master key, and there is"
                        + " none: 32 random bytes in base64. Make one with: openssl rand -base64 32");
    }

    @Test
    void readsBase64AndBase64urlAlike() {
        byte[] bytes = new byte[32];
        Arrays.fill(bytes, 0, 31, (byte) 0xFB);
        String id = MasterKey.of(bytes).id();

        assertThat(MasterKey.parse("It", Base64.getEncoder().encodeToString(bytes) + "\n")
                        .id())
                .isEqualTo(id);
        assertThat(MasterKey.parse("It", Base64.getUrlEncoder().withoutPadding().encodeToString(bytes))
                        .id())
                .isEqualTo(id);
    }

    @Test
    void refusesWhatIsNoKeyWithoutRepeatingIt() {
        assertThatIllegalStateException()
                .isThrownBy(() -> MasterKey.parse("It", "correct horse battery staple"))
                .withMessage("It should hold the master key in base64, and does not."
                        + " Make one with: openssl rand -base64 32")
                .withNoCause();
        assertThatIllegalStateException()
                .isThrownBy(() -> MasterKey.parse("It", "c2hvcnQ="))
                .withMessage("It: A master key has 32 bytes, this has 5. Make one with: openssl rand -base64 32");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> MasterKey.of(new byte[32]))
                .withMessage("A master key must be random, in this one all bytes are alike");
        byte[] ones = new byte[32];
        Arrays.fill(ones, (byte) 1);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> MasterKey.of(ones))
                .withMessage("A master key must be random, in this one all bytes are alike");
    }

    @Test
    void printsItsIdOnly() {
        byte[] bytes = new byte[32];
        random.nextBytes(bytes);

        assertThat(MasterKey.of(bytes))
                .hasToString("MasterKey[id=" + MasterKey.of(bytes).id() + "]");
        assertThat(MasterKey.of(bytes).id()).matches("[0-9a-f]{10}");
    }

    @Test
    void isNotChangedThroughTheArrayItCameFrom() {
        byte[] bytes = new byte[32];
        random.nextBytes(bytes);
        MasterKey key = MasterKey.of(bytes);
        byte[] before = key.derive("x");
        bytes[0] ^= 1;

        assertThat(key.derive("x")).isEqualTo(before);
    }

    @Test
    void writesAFileForItsOwnerAloneAndNeverOverAnother(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("master.key");
        MasterKey key = MasterKey.random(random);
        key.writeTo(file);

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(MasterKey.fromFile(file).id()).isEqualTo(key.id());
        assertThatThrownBy(() -> MasterKey.random(random).writeTo(file)).isInstanceOf(FileAlreadyExistsException.class);
        assertThat(MasterKey.fromFile(file).id()).isEqualTo(key.id());
        try (var files = Files.list(folder)) {
            assertThat(files.toList()).isEqualTo(List.of(file));
        }
    }

    @Test
    void manyWhoNeedAFileAtOnceAllGetTheSameKey(@TempDir Path folder) {
        Path file = folder.resolve("master.key");
        Set<String> ids = ConcurrentHashMap.newKeySet();
        IntStream.range(0, 16)
                .parallel()
                .forEach(i -> ids.add(MasterKey.fromFileOrNew(file, random).id()));

        assertThat(ids).hasSize(1);
    }

    @Test
    void saysWhichFileCannotBeRead(@TempDir Path folder) throws IOException {
        Path missing = folder.resolve("none");
        assertThatIllegalStateException()
                .isThrownBy(() -> MasterKey.fromFile(missing))
                .withMessage("The file " + missing + " should hold the master key and cannot be read."
                        + " Make one with: openssl rand -base64 32 > " + missing);
        Path large = Files.writeString(folder.resolve("large"), "A".repeat(2000));
        assertThatIllegalStateException()
                .isThrownBy(() -> MasterKey.fromFile(large))
                .withMessageContaining("is longer than a master key can be");
    }

    @Test
    void readsAFileOf1024BytesAndNoLonger(@TempDir Path folder) throws IOException {
        MasterKey key = MasterKey.random(random);
        Path file = folder.resolve("master.key");
        key.writeTo(file);
        String padded = Files.readString(file) + " ".repeat(1024 - 45);
        Files.writeString(file, padded);
        assertThat(MasterKey.fromFile(file).id()).isEqualTo(key.id());
        Files.writeString(file, padded + " ");
        assertThatIllegalStateException()
                .isThrownBy(() -> MasterKey.fromFile(file))
                .withMessage("The file " + file + " is longer than a master key can be."
                        + " Make one with: openssl rand -base64 32");
    }

    @Test
    void saysWhereANewKeyCannotBeWritten(@TempDir Path folder) {
        Path file = folder.resolve("missing").resolve("master.key");
        assertThatIllegalStateException()
                .isThrownBy(() -> MasterKey.fromFileOrNew(file, random))
                .withMessage("Cannot write a master key to " + file);
    }

    /** It is there and leads nowhere: a key that were made beside it would be another one at the next start. */
    @Test
    void makesNoKeyInThePlaceOfALinkThatLeadsNowhere(@TempDir Path folder) throws IOException {
        Path link = Files.createSymbolicLink(folder.resolve("master.key"), folder.resolve("not-mounted"));
        assertThatIllegalStateException()
                .isThrownBy(() -> MasterKey.fromFileOrNew(link, random))
                .withMessageContaining("should hold the master key and cannot be read");
        assertThat(Files.isSymbolicLink(link)).isTrue();
    }

    @Test
    void findsTheOneBesideItByItsId() {
        MasterKey present = MasterKey.random(random);
        MasterKey other = MasterKey.random(random);
        String unknown = MasterKey.random(random).id();

        for (MasterKey both : List.of(present.withPrevious(other), present.withNext(other))) {
            assertThat(both.id()).isEqualTo(present.id());
            assertThat(both.named(present.id())).isSameAs(both);
            assertThat(both.named(other.id())).isSameAs(other);
            assertThat(both.named(unknown)).isNull();
        }
        assertThat(present.named(other.id())).isNull();
        assertThat(present.withPrevious(other).previous()).isSameAs(other);
        assertThat(present.withNext(other).previous()).isNull();
        assertThat(present.withPrevious(other))
                .hasToString("MasterKey[id=" + present.id() + ", previous=" + other.id() + "]");
        assertThat(present.withNext(other)).hasToString("MasterKey[id=" + present.id() + ", next=" + other.id() + "]");
    }

    @Test
    void refusesTheSameKeyBesideItself() {
        byte[] bytes = new byte[32];
        random.nextBytes(bytes);
        MasterKey key = MasterKey.of(bytes);
        MasterKey same = MasterKey.of(bytes);

        for (ThrowingCallable beside :
                List.<ThrowingCallable>of(() -> key.withPrevious(same), () -> key.withNext(same))) {
            assertThatIllegalArgumentException()
                    .isThrownBy(beside)
                    .withMessage("Both master keys are the same: " + key.id()
                            + ". Give the new one and the one before it, or leave withPrevious and withNext out");
        }
    }

    @Test
    void refusesAThirdKey() {
        MasterKey one = MasterKey.random(random);
        MasterKey two = MasterKey.random(random);
        MasterKey three = MasterKey.random(random);

        for (MasterKey both : List.of(one.withPrevious(two), one.withNext(two))) {
            for (ThrowingCallable third : List.<ThrowingCallable>of(
                    () -> both.withPrevious(three),
                    () -> both.withNext(three),
                    () -> three.withPrevious(both),
                    () -> three.withNext(both))) {
                assertThatIllegalArgumentException()
                        .isThrownBy(third)
                        .withMessage(
                                "Two master keys can be in use, not three: " + both
                                        + " has another beside it. Finish that change first, until nothing is under the old key");
            }
        }
    }

    @Test
    void textOfAVaultIsReadAndNeverRepeated() {
        MasterKey key = MasterKey.random(new SecureRandom());
        byte[] bytes = new byte[MasterKey.LENGTH];
        bytes[0] = 1;
        String text = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        assertThat(MasterKey.fromBase64(Secret.of(text)).id())
                .isEqualTo(MasterKey.of(bytes).id())
                .isNotEqualTo(key.id());
        assertThatIllegalStateException()
                .isThrownBy(() -> MasterKey.fromBase64(Secret.of("not a key")))
                .withMessageContaining("openssl rand -base64 32")
                .withMessageNotContaining("not a key");
    }
}
