package dev.sallyport.issues;

import static dev.sallyport.fixture.Node.done;
import static dev.sallyport.fixture.Node.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.audit.Actor;
import dev.sallyport.fixture.Node;
import dev.sallyport.secret.Secret;
import dev.sallyport.user.NewUser;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Hashes as the frameworks write them; those here come from Python's hashlib and libxcrypt. */
class ImportedHashesTest {
    private static final Actor ADMIN = Actor.application();
    private static final NewUser BOB = NewUser.of("bob").withRoles("viewer");
    private final Node node = Node.create();

    @AfterEach
    void close() {
        node.close();
    }

    private boolean logsIn(String password) {
        return node.tryLogin("bob", Secret.of(password)).fold(login -> true, refusal -> false);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ' ',
            value = {
                // Spring
                "pässwörd {bcrypt}$2b$05$abcdefghijklmnopqrstuuZVEMa1pjhlynBQ1qXmSvGBJpN9h1w8G",
                "password {argon2}$argon2i$v=19$m=256,t=2,p=1$c29tZXNhbHQ$iekCn0Y3spW+sCcFanM2xBT63UP2sghkUoHLIUpWRS8",
                "password"
                        + " {argon2@SpringSecurity_v5_8}$argon2i$m=256,t=2,p=1$c29tZXNhbHQ$/U3YPXYsSb3q9XxHvc0MLxur+GP960kN9j7emXX8zwY",
                "lètmein"
                        + " {scrypt}$e0801$AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8gISIjJCUmJygpKissLS4vMDEyMzQ1Njc4OTo7PD0+Pw==$AdUBRj7fz/Hdviuxgj6Phrpajkd8FDr1njvLt7MplJY=",
                "lètmein"
                        + " {scrypt@SpringSecurity_v5_8}$100801$AAECAwQFBgcICQoLDA0ODw==$FfUO3BmlxEfgI3jSzy5ZHUF3JaJ2ITQt1LGYhRBktjs=",
                // Django
                "pässwörd bcrypt$$2b$05$abcdefghijklmnopqrstuuZVEMa1pjhlynBQ1qXmSvGBJpN9h1w8G",
                "lètmein bcrypt_sha256$$2b$05$abcdefghijklmnopqrstuuaQz6CVhbgRiZmnmiNLc9bv5cauhFkti",
                "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"
                        + " bcrypt_sha256$$2b$05$abcdefghijklmnopqrstuu6KchawGWtOenbxP9toGotT8GgP7Q7be",
                "password argon2$argon2i$v=19$m=256,t=2,p=1$c29tZXNhbHQ$iekCn0Y3spW+sCcFanM2xBT63UP2sghkUoHLIUpWRS8",
                "lètmein pbkdf2_sha256$1000$seasalt12$oPth+MD56wvxhz80GGseuWGWI8NkpVOkr3Ie/2UwR4c=",
                "lètmein"
                        + " scrypt$16384$seasalt12seasalt$8$5$O1Ve7EYXiubRCMIxdZVwMl2eXjGVyTbQTOFy8cMnXbAWnl4Ykow5iu/uRCwvJNs23LG3KXdW87LlpytgOGF/Sw==",
                // Laravel
                "U*U*U $2y$05$XXXXXXXXXXXXXXXXXXXXXOAcXxm9kjPGEMsLznoKqmqw7tc8WCx4a",
                // Werkzeug
                "lètmein"
                        + " scrypt:32768:8:1$JfRpsKDlUtwUJxCz$33dbcdcc1ca451283b9c9d07c09b1cb5d3d5e71776bb60e1eb9c85a789d453f80d71340364ff6419943719f8d7f45b5e721c576605bf80883b9970dbeb98a965",
                "lètmein"
                        + " pbkdf2:sha256:1000$JfRpsKDlUtwUJxCz$7e9aa2655689ff726b0b5a2c6039e2e66179bba243559b19e3be52a85f548108",
                "lètmein"
                        + " pbkdf2:sha512:1000$JfRpsKDlUtwUJxCz$2bc6821a2ff31bef0ae3231e3bba9ff33b5b2e607cdabba99d5ac54e6439a9790d4fe17bcd72499f786e5e21da2f974a7538337e892fadb4e7675f04db6e3813"
            })
    void isTakenAndLogsInAndIsReplaced(String password, String hash) {
        done(node.auth.users().importHashed(BOB, Secret.of(hash + "\r\n"), ADMIN));
        assertThat(logsIn(password + "x")).isFalse();
        assertThat(logsIn(password)).isTrue();
        assertThat(node.stores
                        .stores()
                        .users()
                        .findByLogin("bob")
                        .orElseThrow()
                        .passwordHash()
                        .reveal())
                .startsWith("$argon2id$");
        assertThat(logsIn(password)).isTrue();
    }

    @Test
    void bcryptWithoutADigestStillTakesNoMoreThanItLooksAt() {
        String of72 = "$2y$05$XXXXXXXXXXXXXXXXXXXXXOAcXxm9kjPGEMsLznoKqmqw7tc8WCx4a";
        done(node.auth.users().importHashed(BOB, Secret.of("{bcrypt}" + of72), ADMIN));
        assertThat(logsIn("U*U*U\u0000U*U*U")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "plaintext",
                "{noop}password",
                "{pbkdf2}5d923b44a6d129f3ddf3e3c8d29412723dcbde72445e8ef6bf3b508fbf17fa4ed4d6b99ca763d8dc",
                "{MD5}5f4dcc3b5aa765d61d8327deb882cf99",
                "{bcrypt}",
                "{bcrypt}plain",
                "{bcrypt}$argon2i$m=256,t=2,p=1$c29tZXNhbHQ$/U3YPXYsSb3q9XxHvc0MLxur+GP960kN9j7emXX8zwY",
                "{argon2}$2y$05$XXXXXXXXXXXXXXXXXXXXXOAcXxm9kjPGEMsLznoKqmqw7tc8WCx4a",
                "{scrypt}$2y$05$XXXXXXXXXXXXXXXXXXXXXOAcXxm9kjPGEMsLznoKqmqw7tc8WCx4a",
                "{scrypt}$ff0801$AAECAwQFBgcICQoLDA0ODw==$FfUO3BmlxEfgI3jSzy5ZHUF3JaJ2ITQt1LGYhRBktjs=",
                "{bcrypt}{bcrypt}$2y$05$XXXXXXXXXXXXXXXXXXXXXOAcXxm9kjPGEMsLznoKqmqw7tc8WCx4a",
                "bcrypt$$2b$31$abcdefghijklmnopqrstuuZVEMa1pjhlynBQ1qXmSvGBJpN9h1w8G",
                "bcrypt_sha256$bcrypt_sha256$$2b$05$abcdefghijklmnopqrstuuZVEMa1pjhlynBQ1qXmSvGBJpN9h1w8G",
                "scrypt$16383$seasalt12seasalt$8$5$O1Ve7EYXiubRCMIxdZVwMl2eXjGVyTbQTOFy8cMnXbAWnl4Ykow5iu/uRCwvJNs23LG3KXdW87LlpytgOGF/Sw==",
                "scrypt:99999999:8:1$JfRpsKDlUtwUJxCz$33dbcdcc1ca451283b9c9d07c09b1cb5",
                "pbkdf2:sha256:9999999999$JfRpsKDlUtwUJxCz$7e9aa2655689ff726b0b5a2c6039e2e66179bba243559b19e3be52a85f548108",
                "pbkdf2_sha1$1000$seasalt12$7nxBLqLtGISDWZmUFup3CImhFRc=",
                "md5$seasalt12$3f86d0d3d465b7b458c231bf3555c0e3",
                "$6$rounds=5000$salt$x"
            })
    void othersAreRefusedWithTheListOfFormats(String hash) {
        assertThat(refusal(node.auth.users().importHashed(BOB, Secret.of(hash), ADMIN))
                        .errors())
                .singleElement()
                .satisfies(error -> {
                    assertThat(error.field()).isEqualTo("passwordHash");
                    assertThat(error.message()).contains("{bcrypt}", "bcrypt_sha256$", "argon2$", "$2y$", "$scrypt$");
                });
    }
}
