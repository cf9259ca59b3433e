package dev.sallyport.servlet.tenant;

import dev.sallyport.servlet.shape.JsonShape;
import dev.sallyport.servlet.shape.Members;
import dev.sallyport.servlet.shape.RouteDoc;
import dev.sallyport.servlet.shape.Shape;
import dev.sallyport.servlet.wire.Routes;

/** Descriptions of the routes for service accounts. */
final class AccountDocs {
    static final int MAX_NAME = 100;
    static final int MAX_ROLES = 64;
    static final int MAX_ROLE = 64;

    private static final String TOPIC = "Tenant: service accounts";
    private static final JsonShape NAME = Shape.text(1, MAX_NAME).like("pipeline");
    private static final JsonShape ROLES =
            Shape.list(Shape.text(1, MAX_ROLE).like("member"), MAX_ROLES).orNull();
    private static final Members ACCOUNT = Shape.object()
            .required("id", Shape.text().like("sa_0123456789abcdefghijkl"))
            .required("name", Shape.text().like("pipeline"))
            .required("roles", Shape.list(Shape.text().like("member")))
            .required("enabled", Shape.flag())
            .required("created_by", Shape.text().orNull().like("ada"))
            .required("created_at", Shape.instant());

    static final RouteDoc LIST = RouteDoc.of(TOPIC, "Lists the service accounts of your tenant")
            .asks(Shape.object().and(Routes.PAGE))
            .answers(200, "A page of service accounts.", Shape.page(ACCOUNT));
    static final RouteDoc CREATE = RouteDoc.of(TOPIC, "Creates a service account")
            .reads(Shape.object().required("name", NAME).optional("roles", ROLES))
            .answers(201, "The service account.", ACCOUNT);
    static final RouteDoc GET =
            RouteDoc.of(TOPIC, "Shows a service account").answers(200, "The service account.", ACCOUNT);
    static final RouteDoc UPDATE = RouteDoc.of(TOPIC, "Changes a service account")
            .reads(Shape.object()
                    .optional("name", NAME)
                    .optional("roles", ROLES)
                    .optional("enabled", Shape.flag()))
            .answers(200, "The service account as it is now.", ACCOUNT);
    static final RouteDoc DELETE =
            Routes.act(TOPIC, "Deletes a service account and revokes its keys", "The service account is gone.");

    private AccountDocs() {}
}
