package bigcommerce

import (
	"context"
	"fmt"
	"iter"
	"net/http"

	"github.com/appseconnect/bigcommerce-connector/value"
)

// CategoryTree is a category tree as the V3 API returns it: what a storefront shows as its categories.
type CategoryTree struct {
	ID       int64   `json:"id" jsonschema:"title=Category tree ID" jsonschema_description:"Number that identifies the tree."`
	Name     string  `json:"name,omitzero" jsonschema:"title=Name" jsonschema_description:"Name of the tree."`
	Channels []int64 `json:"channels,omitzero" jsonschema:"title=Channels" jsonschema_description:"Channels whose storefronts show the tree."`
}

// CategoryTreeQuery narrows a list of category trees. The zero value lists all of them.
type CategoryTreeQuery struct {
	IDIn        value.List[int64] `json:"id_in,omitzero" url:"id:in,omitempty" jsonschema:"title=Category trees" jsonschema_description:"Only the trees with one of these numbers." options:"category_tree"`
	ChannelIDIn value.List[int64] `json:"channel_id_in,omitzero" url:"channel_id:in,omitempty" jsonschema:"title=Channels" jsonschema_description:"Only the trees of one of these channels." options:"channel"`
}

// CategoryTreeDepth bounds what is read of a category tree. The zero value reads all of it.
type CategoryTreeDepth struct {
	Depth value.Optional[int64] `json:"depth,omitzero" url:"depth,omitempty" jsonschema:"title=Depth,minimum=0,example=2" jsonschema_description:"How many levels below the top to return; blank returns all."`
}

// CategoryBranch is a category with all that are below it.
type CategoryBranch struct {
	ID        int64            `json:"id" jsonschema:"title=Category ID" jsonschema_description:"Number that identifies the category; elsewhere it is called category_id."`
	ParentID  int64            `json:"parent_id,omitzero" jsonschema:"title=Parent category ID" jsonschema_description:"Category above this one; 0 at the top of the tree."`
	Depth     int64            `json:"depth,omitzero" jsonschema:"title=Depth" jsonschema_description:"How many categories are above this one."`
	Path      []int64          `json:"path,omitzero" jsonschema:"title=Path" jsonschema_description:"Numbers of the categories above this one, from the top."`
	Name      string           `json:"name,omitzero" jsonschema:"title=Name" jsonschema_description:"Name shoppers see."`
	IsVisible bool             `json:"is_visible,omitzero" jsonschema:"title=Visible" jsonschema_description:"Whether the storefront shows the category."`
	URL       string           `json:"url,omitzero" jsonschema:"title=URL" jsonschema_description:"Path of the category's page on the storefront."`
	Children  []CategoryBranch `json:"children,omitzero" jsonschema:"title=Children" jsonschema_description:"Categories right below this one, each with its own."`
}

// Trees reads all category trees that match, page by page, up to the limit.
//
// API: GET /v3/catalog/trees
func (s *CategoriesService) Trees(ctx context.Context, filters CategoryTreeQuery, opts ListOptions) iter.Seq2[Record[CategoryTree], error] {
	return all[CategoryTree](ctx, s.client, filtered{
		listing: listing{
			call:     call{method: http.MethodGet, path: "/v3/catalog/trees", class: safe, api: "GET /v3/catalog/trees", scope: productsScope},
			strategy: offsetV3{},
		},
		filters:    filters,
		splittable: []string{"id:in", "channel_id:in"},
		key:        "id",
	}, opts)
}

// Tree reads the categories at the top of a tree, each with all that are below it, in one request. A number that no tree has is a [KindNotFound].
//
// API: GET /v3/catalog/trees/{tree_id}/categories
func (s *CategoriesService) Tree(ctx context.Context, id int64, depth CategoryTreeDepth) iter.Seq2[Record[CategoryBranch], error] {
	return func(yield func(Record[CategoryBranch], error) bool) {
		branches, err := listPage[CategoryBranch](ctx, s.client, call{
			method: http.MethodGet, path: pathf("/v3/catalog/trees/%d/categories", id), query: depth, class: safe,
			api: "GET /v3/catalog/trees/{tree_id}/categories", scope: productsScope,
		})
		if err != nil {
			yield(Record[CategoryBranch]{}, absent(err, fmt.Sprintf("There is no category tree with tree_id %d.", id)))
			return
		}
		for _, branch := range branches.Records {
			if !yield(branch, nil) {
				return
			}
		}
	}
}
