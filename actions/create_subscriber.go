package actions

import (
	"context"

	"github.com/appseconnect/bigcommerce-connector/bigcommerce"
	"github.com/appseconnect/bigcommerce-connector/registry"
)

// CreateSubscriberInput is the subscriber to make.
type CreateSubscriberInput struct {
	bigcommerce.SubscriberCreate `required:"email"`
}

func createSubscriber() registry.Action[*bigcommerce.Client] {
	return registry.NewAction(registry.Spec{
		Code:    "create_subscriber",
		Name:    "Create a subscriber",
		Group:   "Subscribers",
		Summary: "Makes a subscriber of the store's newsletter.",
		Description: "The subscriber needs no account. When the email is taken, nothing is made: the failure is a conflict that names the existing subscriber's subscriber_id. " +
			"Make sure that the person has agreed.",
		Scopes:     registry.AnyOf("store_v2_customers"),
		Effect:     registry.Create,
		NaturalKey: "email",
		API:        "POST /v3/customers/subscribers",
		Examples: []registry.Example{
			{Title: "With a name", Input: `{"email":"jane@example.com","first_name":"Jane","last_name":"Doe","source":"custom","consents":["marketing_newsletter"]}`},
		},
	}, func(ctx context.Context, store *bigcommerce.Client, in CreateSubscriberInput) (bigcommerce.Record[bigcommerce.Subscriber], error) {
		created, err := store.Subscribers.Create(ctx, in.SubscriberCreate)
		return created, advising("subscriber_id", "Leave it, or change it with api_request: PUT /v3/customers/subscribers/{subscriber_id}.", err)
	}).InBulk(registry.Bulk[*bigcommerce.Client, CreateSubscriberInput, bigcommerce.Record[bigcommerce.Subscriber]]{
		Keys: func(in CreateSubscriberInput) []string { return key("email", in.Email.Or("")) },
	})
}
