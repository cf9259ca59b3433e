package dev.sallyport.user;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sallyport.secret.Secret;
import dev.sallyport.user.PasswordHashes.Match;
import java.io.File;
import java.lang.reflect.Constructor;
import java.net.URL;
import java.net.URLClassLoader;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;
import org.bouncycastle.util.encoders.Hex;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PasswordHashesTest {
    private static final String OTHER_TAG = "CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc";
    private static final String X72 = "x".repeat(72);
    private static final String BCRYPT_OF_X72 = "$2b$05$abcdefghijklmnopqrstuujf8SX2ahXLwp9w/B.Y5XdysS6yR576q";

    private final PasswordHashes hashes = new PasswordHashes(HashingPolicy.defaults(), new SecureRandom());

    private Match verify(String password, String stored) {
        return hashes.verify(Secret.of(password), stored);
    }

    @Test
    void writesArgon2idAtTheCurrentParametersWithAFreshSalt() {
        String first = hashes.hash(Secret.of("correct horse")).reveal();
        String second = hashes.hash(Secret.of("correct horse")).reveal();
        assertThat(first)
                .matches("\\$argon2id\\$v=19\\$m=19456,t=2,p=1\\$[A-Za-z0-9+/]{22}\\$[A-Za-z0-9+/]{43}")
                .isNotEqualTo(second);
        assertThat(verify("correct horse", first)).isEqualTo(Match.YES);
        assertThat(verify("correct horse", second)).isEqualTo(Match.YES);
    }

    @Test
    void aPasswordIsItsBytesAsTyped() {
        String stored = hashes.hash(Secret.of("Pässword\u0000x")).reveal();
        for (String other : List.of(
                "pässword\u0000x", "Pässword", "Pässword\u0000y", "Pa\u0308ssword\u0000x", "Pässword\u0000x ")) {
            assertThat(verify(other, stored)).as(other).isEqualTo(Match.NO);
        }
    }

    @Test
    void hashesUpToTheLimitAndNothingBeyondIt() {
        String longest = "x".repeat(1_024);
        String stored = hashes.hash(Secret.of(longest)).reveal();
        assertThat(verify(longest, stored)).isEqualTo(Match.YES);
        assertThat(verify(longest + "x", stored)).isEqualTo(Match.NO);
        assertThat(verify("x".repeat(1 << 20), stored)).isEqualTo(Match.NO);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> hashes.hash(Secret.of(longest + "x")))
                .withMessage("A password is well-formed text of at most 1024 bytes");
    }

    @Test
    void halfASurrogatePairMatchesNothing() {
        // A lenient encoder would turn it into a question mark.
        String stored = hashes.hash(Secret.of("pass?word")).reveal();
        assertThat(verify("pass\uD800word", stored)).isEqualTo(Match.NO);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ' ',
            value = {
                // Openwall's crypt_blowfish
                "U*U $2a$05$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW",
                "U*U* $2a$05$CCCCCCCCCCCCCCCCCCCCC.VGOzA784oUp/Z0DY336zx7pLYAy0lwK",
                "U*U*U $2y$05$XXXXXXXXXXXXXXXXXXXXXOAcXxm9kjPGEMsLznoKqmqw7tc8WCx4a",
                // libxcrypt
                "pässwörd $2b$05$abcdefghijklmnopqrstuuZVEMa1pjhlynBQ1qXmSvGBJpN9h1w8G",
                // RFC 7914 section 12
                "pleaseletmein $scrypt$ln=14,r=8,p=1$U29kaXVtQ2hsb3JpZGU$cCO9yzr9c0hGHAbNgf046/2o+7qQT44+qbVD9lRdofLVQylVYT8Pz2LUlwUkKpr55h6F3A1lHkDfzwF7RVdYhw",
                "password $scrypt$ln=10,r=8,p=16$TmFDbA$/bq+HJ00cgB4VucZDQHp/nxq18vII3gw53N2Y0s3MWIurzDZLiKjiG/xCSedmDDaxyevuUqD7m2DYMvfoswGQA",
                // RFC 7914 section 11
                "passwd $pbkdf2-sha256$i=1$c2FsdA$VawEblbjCJ/sFpHCJUS2BflBhSFt3gRl5oudV8INrLxJypzM8Xm2RZkWZLOdd+8xfHG4RbHjC9UJESBB06GXgw",
                "Password $pbkdf2-sha256$i=80000,l=64$TmFDbA$TdzY9guYviGDDO5e8icB+WQaRBjQTAQUrv8Ih2s0q1ah1CWhIlgzVJrbhBtRybMXaicr3ruh0HhHj2Kzl/M8jQ",
                // Python's hashlib, in passlib's and Django's spellings
                "correct_horse $pbkdf2-sha256$29000$c2FsdFNBTFQxNmJ5dGVzIQ$mc.aCsr5ipiOyI15kwpB/UBUHU0TQD.49fzTIoXG2mg",
                "lètmein pbkdf2_sha256$1000$seasalt12$oPth+MD56wvxhz80GGseuWGWI8NkpVOkr3Ie/2UwR4c="
            })
    void verifiesWhatOtherSoftwareWroteAndAsksForANewHash(String password, String stored) {
        assertThat(hashes.understands(stored)).isTrue();
        assertThat(verify(password, stored)).isEqualTo(Match.YES_NEEDS_REHASH);
        assertThat(verify(password + "x", stored)).isEqualTo(Match.NO);
        assertThat(verify("", stored)).isEqualTo(Match.NO);
    }

    @Test
    void verifiesPbkdf2WithSha512OverAZeroByte() {
        String stored = "$pbkdf2-sha512$i=1000,l=64$c2FsdFNBTFQxNmJ5dGVzIQ$"
                + "AE5v2/yiPU+D0ykVv3riLT3cwUs6uQhe66rSjGsbBT9eTpGkk0WdpgoUSlRESzL18GDvfUVZ/Qwr+ERfcBRL2A";
        assertThat(verify("pä\u0000ssword", stored)).isEqualTo(Match.YES_NEEDS_REHASH);
        assertThat(verify("pä", stored)).isEqualTo(Match.NO);
    }

    @Test
    void bcryptNeverMatchesBeyondTheBytesItLooksAt() {
        assertThat(verify(X72, BCRYPT_OF_X72)).isEqualTo(Match.YES_NEEDS_REHASH);
        assertThat(verify(X72 + "x", BCRYPT_OF_X72)).isEqualTo(Match.NO);
        assertThat(verify(X72 + "y", BCRYPT_OF_X72)).isEqualTo(Match.NO);
    }

    @Test
    void bcryptDoesNotTakeARepeatedPasswordForTheSame() {
        // bcrypt repeats the password and its closing zero byte up to 72 bytes: these two would have one hash.
        String stored = "$2a$05$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW";
        assertThat(verify("U*U\u0000U*U", stored)).isEqualTo(Match.NO);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "$argon2id$v=19$m=8192,t=2,p=1$c29tZXNhbHRzb21lc2FsdA$",
                "$argon2id$v=19$m=19456,t=1,p=1$c29tZXNhbHRzb21lc2FsdA$",
                "$argon2i$v=19$m=19456,t=2,p=1$c29tZXNhbHRzb21lc2FsdA$",
                "$argon2id$v=16$m=19456,t=2,p=1$c29tZXNhbHRzb21lc2FsdA$",
                "$argon2id$v=19$m=19456,t=2,p=1$c29tZXNhbHQ$"
            })
    void weakerArgon2IsNotCurrent(String prefix) {
        assertThat(HashFormats.parse(prefix + OTHER_TAG)).get().returns(false, PasswordHash::isCurrent);
    }

    @Test
    void strongerArgon2IsLeftAlone() {
        assertThat(HashFormats.parse("$argon2id$v=19$m=65536,t=3,p=4$c29tZXNhbHRzb21lc2FsdA$" + OTHER_TAG))
                .get()
                .returns(true, PasswordHash::isCurrent);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "$",
                "$$$$$$",
                "plaintext",
                "{noop}password",
                "{bcrypt}$2a$10$N9qo8uLOickgx2ZMRZoMyeIjZAgcfl7p92ldGxad68LJZdL17lhWy",
                "$argon2id$v=19$m=262145,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc",
                "$argon2id$v=19$m=9999999999,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc",
                "$argon2id$v=19$m=19456,t=17,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc",
                "$argon2id$v=19$m=19456,t=2,p=17$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc",
                "$argon2id$v=19$m=15,t=2,p=2$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc",
                "$argon2id$v=19$m=19456,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPd",
                "$argon2id$v=19$m=19456,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc\n",
                "$argon2id$v=19$m=19456,t=2,p=1,keyid=x$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc",
                "$argon2x$v=19$m=19456,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc",
                "$2a$16$N9qo8uLOickgx2ZMRZoMyeIjZAgcfl7p92ldGxad68LJZdL17lhWy",
                "$2a$03$N9qo8uLOickgx2ZMRZoMyeIjZAgcfl7p92ldGxad68LJZdL17lhWy",
                "$2x$10$N9qo8uLOickgx2ZMRZoMyeIjZAgcfl7p92ldGxad68LJZdL17lhWy",
                "$2a$10$N9qo8uLOickgx2ZMRZoMyeIjZAgcfl7p92ldGxad68LJZdL17lhW",
                "$scrypt$ln=21,r=8,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc",
                "$scrypt$ln=19,r=8,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc",
                "$scrypt$ln=17,r=8,p=16$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc",
                "$scrypt$ln=16,r=1,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc",
                "$scrypt$ln=0,r=8,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc",
                "$pbkdf2-sha256$i=5000001$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc",
                "$pbkdf2-sha256$i=0$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc",
                "$pbkdf2-sha256$i=1000,l=31$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc",
                "$pbkdf2-sha1$i=1000$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc",
                "pbkdf2_sha256$1000$abc$oPth+MD56wvxhz80GGseuWGWI8NkpVOkr3Ie/2UwR4c=",
                "pbkdf2_sha256$1000$seasalt12$CQ=="
            })
    void refusesWhatIsNotSpelledStrictlyOrAsksForTooMuch(String stored) {
        assertThat(hashes.understands(stored)).isFalse();
        assertThat(verify("password", stored)).isEqualTo(Match.NO);
    }

    @Test
    void parsesAHashOfAnyLengthInNoTime() {
        assertThat(hashes.understands("$argon2id$v=19$m=19456,t=2,p=1$" + "A".repeat(1 << 20)))
                .isFalse();
    }

    @Test
    void survivesBcryptTextsOfAnyCharacters() {
        for (char last : "./09AZaz".toCharArray()) {
            String salt = "N9qo8uLOickgx2ZMRZoMy" + last;
            assertThat(verify("x", "$2a$04$" + salt + "IjZAgcfl7p92ldGxad68LJZdL17lhWy"))
                    .isEqualTo(Match.NO);
        }
    }

    @Test
    void theAlgorithmUnderneathIsThatOfRfc9106() {
        Argon2BytesGenerator generator = new Argon2BytesGenerator();
        generator.init(new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
                .withVersion(Argon2Parameters.ARGON2_VERSION_13)
                .withMemoryAsKB(32)
                .withIterations(3)
                .withParallelism(4)
                .withSalt(Hex.decode("02".repeat(16)))
                .withSecret(Hex.decode("03".repeat(8)))
                .withAdditional(Hex.decode("04".repeat(12)))
                .build());
        byte[] tag = new byte[32];
        generator.generateBytes(Hex.decode("01".repeat(32)), tag);
        assertThat(Hex.toHexString(tag)).isEqualTo("0d640df58d78766c08c037a34a8b53c9d01ef0452d75b65eb52520e96b01e659");
    }

    @Test
    void namesTheArtifactWhenBouncyCastleIsMissing() throws Exception {
        List<URL> classPath = new ArrayList<>();
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
            if (!entry.contains("bcprov")) {
                classPath.add(new File(entry).toURI().toURL());
            }
        }
        try (URLClassLoader loader =
                new URLClassLoader(classPath.toArray(URL[]::new), ClassLoader.getPlatformClassLoader())) {
            Class<?> policy = loader.loadClass(HashingPolicy.class.getName());
            Constructor<?> constructor =
                    loader.loadClass(PasswordHashes.class.getName()).getConstructor(policy, SecureRandom.class);
            Object standard = policy.getMethod("defaults").invoke(null);
            assertThatThrownBy(() -> constructor.newInstance(standard, new SecureRandom()))
                    .hasRootCauseInstanceOf(ClassNotFoundException.class)
                    .cause()
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("Passwords need Bouncy Castle: add org.bouncycastle:bcprov-jdk18on to the application");
        }
    }
}
