package dev.sallyport.servlet.operator;

import dev.sallyport.servlet.shape.Members;
import dev.sallyport.servlet.shape.RouteDoc;
import dev.sallyport.servlet.shape.Shape;
import dev.sallyport.servlet.wire.Routes;

/** What the endpoints about people read and answer. */
final class UserDocs {
    private static final String TOPIC = "Operators: people";
    private static final Members SEND_MAIL =
            Shape.object().optional("send_mail", Shape.flag().orNull().describedAs("Whether the ticket is mailed."));
    private static final Members USER = Shape.object()
            .required("id", Shape.text().like("3q2-7wAAAAA"))
            .required("login", Shape.text().like("grace@example.com"))
            .required("email", Shape.text().orNull())
            .required("name", Shape.text().orNull().like("Grace Hopper"))
            .required("tenant", Shape.text().orNull())
            .required("roles", Shape.list(Shape.text().like("viewer")))
            .required("attributes", Shape.map(Shape.text()))
            .required("enabled", Shape.flag());
    private static final Members TICKET = Shape.object()
            .optional("enrol_url", Shape.text().like("https://app.example.com/account#…"))
            .optional("ticket", Shape.text().like("0123456789abcdef…"))
            .optional("ticket_expires_at", Shape.instant())
            .optional("mailed", Shape.flag());

    static final RouteDoc LIST = RouteDoc.of(TOPIC, "Lists people")
            .asks(Shape.object()
                    .optional("q", Shape.text())
                    .optional("tenant", Shape.text())
                    .optional("role", Shape.text())
                    .optional("state", Shape.text())
                    .and(Routes.PAGE))
            .answers(200, "A page of people.", Shape.page(USER));
    static final RouteDoc CREATE = RouteDoc.of(TOPIC, "Creates a person, who sets a password with a ticket")
            .reads(UserFields.CREATE.and(SEND_MAIL))
            .answers(201, "The person, and the ticket this once.", USER.and(TICKET));
    static final RouteDoc GET = RouteDoc.of(TOPIC, "Shows a person").answers(200, "The person.", USER);
    static final RouteDoc UPDATE = RouteDoc.of(TOPIC, "Changes a person")
            .reads(UserFields.UPDATE)
            .answers(200, "The person as they are now.", USER);
    static final RouteDoc DELETE = Routes.act(TOPIC, "Deletes a person", "The person is gone, and their credentials.")
            .reads(Shape.object().optional("revoke_keys", Shape.flag().orNull()));
    static final RouteDoc DISABLE = Routes.act(TOPIC, "Disables a person", "None of their credentials counts.");
    static final RouteDoc ENABLE = Routes.act(TOPIC, "Enables a person", "Their credentials count again.");
    static final RouteDoc END_SESSIONS = Routes.act(TOPIC, "Ends all sessions of a person", "They have ended.");
    static final RouteDoc RESET_SECOND_FACTOR =
            Routes.act(TOPIC, "Removes the second factor of a person", "They log in without one.");
    static final RouteDoc ENROL = RouteDoc.of(TOPIC, "Makes a ticket for a new password")
            .reads(SEND_MAIL)
            .answers(201, "The ticket, this once.", TICKET);
    static final RouteDoc EXPORT = RouteDoc.of(TOPIC, "Exports what is kept about a person")
            .answers(200, "Everything, without secrets.", Shape.map(Shape.any()));

    private UserDocs() {}
}
