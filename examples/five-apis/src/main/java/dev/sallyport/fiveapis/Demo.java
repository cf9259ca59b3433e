package dev.sallyport.fiveapis;

import dev.sallyport.Sallyport;
import dev.sallyport.audit.Actor;
import dev.sallyport.secret.Secret;
import dev.sallyport.user.NewUser;
import dev.sallyport.user.User;
import java.util.Map;

/** The same people in every API: a member, a member with a second factor, and a viewer. Their passwords are no secrets. */
final class Demo {
    static final String MEMBER = "ada";
    static final String EMAIL = "ada@example.com";
    static final String PASSWORD = "ada-demo-password";
    static final String MFA_USER = "mia@example.com";
    static final String MFA_PASSWORD = "mia-demo-password";
    static final String TOTP_SEED = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP";
    static final String VIEWER = "vic@example.com";
    static final String VIEWER_PASSWORD = "vic-demo-password";
    static final String COMPANY = "1";
    static final String OTHER_COMPANY = "2";
    static final Actor APPLICATION = Actor.application();

    private Demo() {}

    /** Makes whoever is missing; their roles are {@code member} and {@code viewer}. */
    static void createPeople(Sallyport auth) {
        create(auth, "1", MEMBER, EMAIL, PASSWORD, "member");
        User mia = create(auth, "2", "mia", MFA_USER, MFA_PASSWORD, "member");
        create(auth, "3", "vic", VIEWER, VIEWER_PASSWORD, "viewer");
        if (!auth.secondFactors().isOn(mia.id())) {
            auth.secondFactors()
                    .importSeed(mia, Secret.of(TOTP_SEED), APPLICATION)
                    .orElseThrow();
        }
    }

    private static User create(Sallyport auth, String id, String login, String email, String password, String role) {
        return auth.users()
                .createIfAbsent(NewUser.of(login)
                        .withId(id)
                        .withEmail(email)
                        .withPassword(Secret.of(password))
                        .withTenant(COMPANY)
                        .withAttributes(Map.of("organization", "Acme Corp"))
                        .withRoles(role));
    }
}
