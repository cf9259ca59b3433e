package dev.sallyport;

import dev.sallyport.account.AccountPolicy;
import dev.sallyport.account.RegistrationPolicy;
import dev.sallyport.scope.Role;
import dev.sallyport.user.UserServices;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Checks {@code accounts(…)} against the other settings. */
final class AccountsCheck {
    private AccountsCheck() {}

    /** @throws IllegalStateException when a setting is missing or contradicts another; the message says what to do */
    static void run(@Nullable AccountPolicy accounts, UserServices.Settings users, List<Role> roles) {
        if (accounts == null) {
            return;
        }
        if (users.directory() != null) {
            throw new IllegalStateException(
                    "accounts(…) and userDirectory(…) exclude each other: a directory sets the passwords of "
                            + "its users; remove accounts(…)");
        }
        if (accounts.page() == null) {
            throw new IllegalStateException(
                    "accounts(…) has no page: add .withPage(\"https://app.example.com/account\"),"
                            + " the application's page that links with tickets lead to");
        }
        if (accounts.registration() != null) {
            check(accounts, accounts.registration(), roles);
        }
    }

    private static void check(AccountPolicy accounts, RegistrationPolicy registration, List<Role> roles) {
        if (accounts.mailer() == null) {
            throw new IllegalStateException("Registration needs a mailer: add .withMailer(…) to accounts(…), "
                    + "or remove .withRegistration(…)");
        }
        List<String> declared = roles.stream().map(Role::name).toList();
        registration.roles().stream()
                .filter(role -> !declared.contains(role))
                .findFirst()
                .ifPresent(role -> {
                    throw new IllegalStateException("Registration gives the role \"" + role
                            + "\", which is not declared: add it with roles(…), or remove it from "
                            + "withRegistration(…)");
                });
    }
}
