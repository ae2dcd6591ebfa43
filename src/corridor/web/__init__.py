"""The pages people see. Only this layer and the commands bring the other layers together."""
