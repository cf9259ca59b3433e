package dev.sallyport.servlet.parameters;

import dev.sallyport.Sallyport;
import dev.sallyport.secret.Secret;
import dev.sallyport.user.NewUser;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The user that an application without code begins with, created when there is none of that login. The password is read only then:
 * its variable or file can go once the user is there. Immutable.
 */
record FirstUser(
        @Nullable String login,
        List<String> roles,
        @Nullable String variable,
        @Nullable String file) {
    private static final String LOGIN = "firstUser";
    private static final String ROLES = "firstUserRoles";
    private static final String ENV = "firstUserPasswordEnv";
    private static final String FILE = "firstUserPasswordFile";
    private static final int MAX_FILE_LENGTH = 1024;

    static final List<String> NAMES = List.of(LOGIN, ROLES, ENV, FILE);

    FirstUser {
        roles = List.copyOf(roles);
    }

    static FirstUser of(ParameterTexts parameters) {
        String login = parameters.find(LOGIN);
        String roles = parameters.find(ROLES);
        String variable = parameters.find(ENV);
        String file = parameters.find(FILE);
        if (login == null && (roles != null || variable != null || file != null)) {
            throw ParameterTexts.wrong(LOGIN, "is missing, and others say what that user has: name the user", null);
        }
        if (login != null && (variable == null) == (file == null)) {
            throw ParameterTexts.wrong(
                    LOGIN,
                    "needs one of " + ParameterTexts.PREFIX + ENV + " and " + ParameterTexts.PREFIX + FILE
                            + ", which say where the password is",
                    null);
        }
        return new FirstUser(login, roles == null ? List.of() : PlainSettings.words(roles), variable, file);
    }

    void createIn(Sallyport auth) {
        if (login == null || auth.users().findByLogin(login).isPresent()) {
            return;
        }
        NewUser user = NewUser.of(login).withPassword(password()).withRoles(roles.toArray(String[]::new));
        try {
            auth.users().createIfAbsent(user);
        } catch (IllegalArgumentException e) {
            throw ParameterTexts.wrong(LOGIN, "cannot be created: " + e.getMessage(), e);
        }
    }

    private Secret password() {
        String text = variable != null ? System.getenv(variable) : read();
        if (text == null || text.isBlank()) {
            // Without the name, in the place of which somebody may have put the password.
            throw ParameterTexts.wrong(
                    variable != null ? ENV : FILE,
                    "should say where the password of the first user is, and there is none: set it for the first start",
                    null);
        }
        return Secret.of(text.strip());
    }

    private @Nullable String read() {
        try {
            Path path = Path.of(String.valueOf(file));
            return Files.size(path) > MAX_FILE_LENGTH ? null : Files.readString(path, StandardCharsets.UTF_8);
        } catch (IOException | IllegalArgumentException e) {
            return null;
        }
    }
}
