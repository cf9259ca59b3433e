package dev.sallyport.springapi;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.ApplicationContext;

/** The program: Spring Boot on the loopback address; {@code PORT} comes from the environment. */
@SpringBootApplication
public class SpringApi {
    /** For Spring. */
    public SpringApi() {}

    /** @return where the application listens */
    public static String base(ApplicationContext context) {
        return "http://127.0.0.1:" + context.getEnvironment().getRequiredProperty("local.server.port");
    }

    /** Runs until the process is told to stop. */
    public static void main(String[] arguments) {
        String base = base(SpringApplication.run(SpringApi.class, arguments));
        System.out.println("Ready: " + base);
        System.out.println();
        System.out.println("  curl -i " + base + "/api/status");
        System.out.println("  TOKEN=$(curl -s " + base + "/auth/login -H 'Content-Type: application/json' -d"
                + " '{\"username\":\"ada@example.com\",\"password\":\"ada-demo-password\"}'"
                + " | sed -n 's/.*\"access_token\":\"\\([^\"]*\\)\".*/\\1/p')");
        System.out.println("  curl -i " + base + "/api/reports -H \"Authorization: Bearer $TOKEN\"");
        System.out.println("  curl -i -X POST " + base + "/api/reports -H \"Authorization: Bearer $TOKEN\"");
        System.out.println("  curl -i -X DELETE " + base + "/api/reports/1 -H \"Authorization: Bearer $TOKEN\"");
        System.out.println();
        System.out.println("Ctrl-C stops it.");
    }
}
