package dev.sallyport.quickstart;

import dev.sallyport.scope.Role;
import dev.sallyport.secret.Secret;
import dev.sallyport.user.NewUser;
import dev.sallyport.user.Users;

/** The scopes of this application, its roles, and three people to play with. */
final class Demo {
    static final String[] SCOPES = {"reports:read", "reports:generate", "reports:delete", "dashboards:read"};

    static final Role[] ROLES = {
        Role.of("analyst", "reports:read", "reports:generate", "dashboards:read"),
        Role.of("viewer", "reports:read"),
        Role.of(
                "operator",
                "sallyport:users",
                "sallyport:keys",
                "sallyport:clients",
                "sallyport:audit",
                "sallyport:signing-keys",
                "sallyport:health")
    };

    private Demo() {}

    /** A real application takes its users from a form or a directory; these passwords are printed in the README. */
    static void createUsers(Users users) {
        create(users, "ada@example.com", "ada-demo-password", "analyst");
        create(users, "vic@example.com", "vic-demo-password", "viewer");
        // An operator gives the roles that they have themselves.
        create(users, "admin@example.com", "admin-demo-password", "operator", "analyst", "viewer");
    }

    private static void create(Users users, String login, String password, String... roles) {
        users.createIfAbsent(NewUser.of(login).withPassword(Secret.of(password)).withRoles(roles));
    }
}
