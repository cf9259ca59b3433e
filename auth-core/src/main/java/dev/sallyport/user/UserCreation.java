package dev.sallyport.user;

import dev.sallyport.audit.Actor;
import dev.sallyport.outcome.FieldError;
import dev.sallyport.outcome.Outcome;
import dev.sallyport.outcome.Refusal;
import dev.sallyport.secret.Secret;
import dev.sallyport.text.Base64Url;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Makes users, with a password or with a hash from elsewhere. Safe for use by many threads. */
final class UserCreation {
    private static final int ID_BYTES = 16;

    private final UserWrites writes;
    private final PasswordHashes hashes;
    private final PasswordPolicy policy;
    private final UserCheck rules;
    private final SecureRandom random;

    UserCreation(
            UserWrites writes, PasswordHashes hashes, PasswordPolicy policy, UserCheck rules, SecureRandom random) {
        this.writes = writes;
        this.hashes = hashes;
        this.policy = policy;
        this.rules = rules;
        this.random = random;
    }

    Outcome<User> create(NewUser wanted, Actor by, Consumer<User> together) {
        User user = userOf(wanted);
        List<FieldError> errors = new ArrayList<>(rules.checkNew(user));
        Secret password = wanted.password();
        if (password != null) {
            errors.addAll(policy.check("password", password, user.login(), user.email()));
        }
        if (!errors.isEmpty()) {
            return Outcome.refused(Refusal.invalid(errors));
        }
        return writes.insert(user, password == null ? Secret.of("") : hashes.hash(password), by, together);
    }

    /** @param byLogin finds the user with a login that was taken meanwhile */
    User createIfAbsent(NewUser wanted, Function<String, Optional<User>> byLogin) {
        // Another node may be faster: then the login is taken, by the user that was wanted.
        return byLogin.apply(wanted.login())
                .orElseGet(() -> create(composed(wanted), Actor.application(), user -> {})
                        .fold(
                                user -> user,
                                refusal -> byLogin.apply(wanted.login()).orElseThrow(() -> impossible(refusal))));
    }

    private static NewUser composed(NewUser wanted) {
        NewUser composed = wanted.withLogin(UserCheck.composed(wanted.login()));
        return wanted.email() == null ? composed : composed.withEmail(UserCheck.composed(wanted.email()));
    }

    private static IllegalArgumentException impossible(Refusal refusal) {
        return new IllegalArgumentException("This user cannot be created: "
                + refusal.errors().stream()
                        .map(error -> error.field() + " " + error.code() + ": " + error.message())
                        .collect(Collectors.joining(" ")));
    }

    Outcome<User> importHashed(NewUser wanted, Secret passwordHash, Actor by) {
        if (wanted.password() != null) {
            throw new IllegalArgumentException("Import a user with a hash, or create one with a password: not both");
        }
        User user = userOf(wanted);
        List<FieldError> errors = new ArrayList<>(rules.checkNew(user));
        Optional<String> kept = ImportedHash.read(passwordHash.reveal());
        if (kept.isEmpty()) {
            errors.add(new FieldError("passwordHash", "invalid", ImportedHash.FORMATS));
        }
        if (!errors.isEmpty()) {
            return Outcome.refused(Refusal.invalid(errors));
        }
        hashes.importing(kept.orElseThrow());
        return writes.insert(user, Secret.of(kept.orElseThrow()), by, created -> {});
    }

    private User userOf(NewUser wanted) {
        return new User(
                wanted.id() == null ? newId() : wanted.id(),
                wanted.login(),
                wanted.email(),
                wanted.name(),
                wanted.tenant(),
                wanted.roles(),
                wanted.attributes(),
                true);
    }

    /** An id that nobody has: 128 random bits as base64url. */
    String newId() {
        return Base64Url.random(random, ID_BYTES);
    }
}
