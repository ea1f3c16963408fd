// Package bigcommerce is a typed client of BigCommerce's REST Management API.
//
// A [Pool] holds what calls share: connections, and per store the quota that BigCommerce grants. [Pool.Client] gives a [Client]
// for one store; its services ([Client.Customers], [Client.Products], [Client.Orders], …) have one method per operation of
// the API, and [Client.Do] reaches every other endpoint under the same quota, retries and errors.
//
//	pool, err := bigcommerce.NewPool()
//	if err != nil {
//		return err
//	}
//	defer pool.Close()
//	hash, err := bigcommerce.ParseStoreHash("https://store-abc123.mybigcommerce.com/manage/dashboard")
//	if err != nil {
//		return err
//	}
//	client := pool.Client(hash, bigcommerce.NewToken(os.Getenv("BIGCOMMERCE_API_TOKEN")))
//	for product, err := range client.Products.All(ctx, bigcommerce.ProductQuery{}, bigcommerce.ListOptions{}) {
//		…
//	}
//
// Records are lossless: a [Record] is what the store sent, byte for byte, and its struct is a view for Go code.
// Every error is an [*Error]; [errors.Is] finds its kind by the sentinels, such as [ErrNotFound].
package bigcommerce
